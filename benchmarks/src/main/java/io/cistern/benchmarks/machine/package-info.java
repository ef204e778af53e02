/** The machine that is measured on: what it is, its programs, and the place where all is made. */
@NullMarked
package io.cistern.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
