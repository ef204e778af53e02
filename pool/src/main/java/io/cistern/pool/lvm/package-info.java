/**
 * The pool in a volume group: thin volumes and snapshots in a thin pool, thick volumes beside it.
 * What a logical volume is stands in its tags ({@code tags}); {@code command} runs LVM, {@code
 * inventory} knows what there is without asking it each time.
 */
@NullMarked
package io.cistern.pool.lvm;

import org.jspecify.annotations.NullMarked;
