/**
 * Which logical volumes of ours there are. One process owns a pool, so what LVM reported when it
 * was opened, with every change since, is the truth and is read without asking LVM again.
 */
@NullMarked
package io.cistern.pool.lvm.inventory;

import org.jspecify.annotations.NullMarked;
