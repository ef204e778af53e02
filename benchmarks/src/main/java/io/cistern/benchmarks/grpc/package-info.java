/**
 * gRPC calls that cost the caller next to nothing: client and services share the machine's
 * processors, and what is to be measured is the services.
 */
@NullMarked
package io.cistern.benchmarks.grpc;

import org.jspecify.annotations.NullMarked;
