/**
 * A whole pool in memory, bytes included: what the layers above are tested with. It keeps every
 * promise of the interface but surviving its process.
 */
@NullMarked
package io.cistern.pool.memory;

import org.jspecify.annotations.NullMarked;
