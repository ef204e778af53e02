/** Tests that the numbers are worked out rightly. */
@NullMarked
package io.cistern.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
