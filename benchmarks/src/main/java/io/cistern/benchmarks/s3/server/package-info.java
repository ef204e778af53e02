/** The servers that are measured: started here, or met at an address. */
@NullMarked
package io.cistern.benchmarks.s3.server;

import org.jspecify.annotations.NullMarked;
