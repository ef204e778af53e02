/**
 * Measures the CSI services side by side with what the kernel and the disk cost anyway, in one run.
 * {@code scripts/bench-csi.sh} starts it; {@code docs/benchmarks/csi.md} says what is measured and
 * how to read it.
 */
@NullMarked
package io.cistern.benchmarks;

import org.jspecify.annotations.NullMarked;
