/** Runs one operation many times and keeps every latency. Knows nothing of what it runs. */
@NullMarked
package io.cistern.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
