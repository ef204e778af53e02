/** Tags under bad bytes. */
@NullMarked
package io.cistern.pool.lvm.tags;

import org.jspecify.annotations.NullMarked;
