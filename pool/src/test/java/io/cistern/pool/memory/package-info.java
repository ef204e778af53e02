/** The memory pool under the contract. */
@NullMarked
package io.cistern.pool.memory;

import org.jspecify.annotations.NullMarked;
