/**
 * LVM pools beside bare LVM: the same logical volumes, made by the same commands, with and without
 * what a pool keeps of them.
 */
@NullMarked
package io.cistern.benchmarks.lvm;

import org.jspecify.annotations.NullMarked;
