/**
 * Who this node is for the orchestrator: its id, its topology segment, and how many volumes it can
 * carry.
 */
@NullMarked
package io.cistern.node.topology;

import org.jspecify.annotations.NullMarked;
