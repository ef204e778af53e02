/**
 * What stands in the tags of a logical volume: whose it is, in which state, and the whole record of
 * what it holds. LVM writes them in the same step as the volume itself.
 */
@NullMarked
package io.cistern.pool.lvm.tags;

import org.jspecify.annotations.NullMarked;
