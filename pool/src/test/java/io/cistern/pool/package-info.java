/**
 * The contract that every backend passes, sentence by sentence of the interface, and the tests of
 * what lies around the backends.
 */
@NullMarked
package io.cistern.pool;

import org.jspecify.annotations.NullMarked;
