/**
 * What the gateway's gRPC services share: refusals, and the one place where errors become statuses.
 */
@NullMarked
package io.cistern.s3.rpc;

import org.jspecify.annotations.NullMarked;
