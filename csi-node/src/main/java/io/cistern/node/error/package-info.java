/**
 * What the node refuses beyond the pool's own errors, and the one class that names gRPC statuses.
 */
@NullMarked
package io.cistern.node.error;

import org.jspecify.annotations.NullMarked;
