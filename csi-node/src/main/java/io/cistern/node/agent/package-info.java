/**
 * The pool agent: what the controller asks of this node's pools, over gRPC. Each call is parsed,
 * becomes one call on a pool, and is rendered; what a pool throws passes through.
 */
@NullMarked
package io.cistern.node.agent;

import org.jspecify.annotations.NullMarked;
