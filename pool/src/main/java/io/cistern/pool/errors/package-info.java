/** Errors of the kernel as errors of the pool, for every backend. */
@NullMarked
package io.cistern.pool.errors;

import org.jspecify.annotations.NullMarked;
