/**
 * How long the CSI calls take, beside the system calls and programs that no implementation of them
 * could do without.
 */
@NullMarked
package io.cistern.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
