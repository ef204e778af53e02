/**
 * A client of S3 that costs next to nothing: requests are signed before the clock starts, and a
 * connection is one socket that one thread writes and reads.
 */
@NullMarked
package io.cistern.benchmarks.s3.client;

import org.jspecify.annotations.NullMarked;
