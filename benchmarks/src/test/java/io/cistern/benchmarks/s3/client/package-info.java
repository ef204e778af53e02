/** Tests of the client that measures. */
@NullMarked
package io.cistern.benchmarks.s3.client;

import org.jspecify.annotations.NullMarked;
