/** Who owns a pool: one process at a time, whatever the backend. */
@NullMarked
package io.cistern.pool.owner;

import org.jspecify.annotations.NullMarked;
