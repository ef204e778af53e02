/**
 * What every backend decides the same way: which size a request gets, what a copy inherits from its
 * source, which parameters may be modified. Pure functions without I/O.
 */
@NullMarked
package io.cistern.pool.rules;

import org.jspecify.annotations.NullMarked;
