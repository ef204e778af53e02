/** Tags under bad bytes. */
@NullMarked
package io.cistern.pool.lvm.blocks;

import org.jspecify.annotations.NullMarked;
