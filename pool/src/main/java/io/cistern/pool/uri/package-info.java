/**
 * Pools by URI, as configuration names them: the one place that knows every backend that can be
 * opened.
 */
@NullMarked
package io.cistern.pool.uri;

import org.jspecify.annotations.NullMarked;
