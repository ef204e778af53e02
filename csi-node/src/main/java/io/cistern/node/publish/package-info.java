/**
 * NodePublishVolume and NodeUnpublishVolume: the target that a pod sees, and its removal, which
 * never goes below the target itself.
 */
@NullMarked
package io.cistern.node.publish;

import org.jspecify.annotations.NullMarked;
