/**
 * What the orchestrator asks of the node, as validated values, and the one interface behind the CSI
 * Node service.
 */
@NullMarked
package io.cistern.node.request;

import org.jspecify.annotations.NullMarked;
