/** Tests that the numbers are worked out rightly. */
@NullMarked
package io.cistern.benchmarks.report;

import org.jspecify.annotations.NullMarked;
