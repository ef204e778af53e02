/**
 * The limits of I/O that a volume's record holds, given to its pods: by the kernel's cgroups, for
 * the volume's device. Nothing of it is recorded here; which pods have a volume is read from the
 * mount table, and what they are limited to from the pool.
 */
@NullMarked
package io.cistern.node.limit;

import org.jspecify.annotations.NullMarked;
