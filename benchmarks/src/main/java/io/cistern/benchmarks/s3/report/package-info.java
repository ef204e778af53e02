/**
 * What was measured of the S3 servers, as numbers and as Markdown, and whether the bars are met.
 */
@NullMarked
package io.cistern.benchmarks.s3.report;

import org.jspecify.annotations.NullMarked;
