/** The LVM pool on a real device mapper. */
@NullMarked
package io.cistern.pool.lvm;

import org.jspecify.annotations.NullMarked;
