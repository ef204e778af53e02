/** Records, valid and not. */
@NullMarked
package io.cistern.pool.loop.layout;

import org.jspecify.annotations.NullMarked;
