/** Tests of what is said about the measurements. */
@NullMarked
package io.cistern.benchmarks.s3.report;

import org.jspecify.annotations.NullMarked;
