/** The lean client over real sockets. */
@NullMarked
package io.cistern.benchmarks.grpc;

import org.jspecify.annotations.NullMarked;
