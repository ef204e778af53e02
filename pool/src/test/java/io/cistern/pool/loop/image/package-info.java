/** The image of a pool: made, mounted, taken down. */
@NullMarked
package io.cistern.pool.loop.image;

import org.jspecify.annotations.NullMarked;
