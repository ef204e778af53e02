/**
 * The size, geometry and contents of block devices: BLKGETSIZE64, BLKSSZGET, BLKDISCARD,
 * BLKZEROOUT.
 */
@NullMarked
package io.cistern.linux.block;

import org.jspecify.annotations.NullMarked;
