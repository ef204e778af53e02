/** What LVM prints, well and badly. */
@NullMarked
package io.cistern.pool.lvm.command;

import org.jspecify.annotations.NullMarked;
