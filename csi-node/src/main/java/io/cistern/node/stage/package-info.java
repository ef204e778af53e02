/**
 * NodeStageVolume and NodeUnstageVolume: from a volume's record to a mounted, checked and grown
 * filesystem (or an attached raw device), and back.
 */
@NullMarked
package io.cistern.node.stage;

import org.jspecify.annotations.NullMarked;
