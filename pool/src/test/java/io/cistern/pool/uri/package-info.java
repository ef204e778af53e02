/** URIs of pools. */
@NullMarked
package io.cistern.pool.uri;

import org.jspecify.annotations.NullMarked;
