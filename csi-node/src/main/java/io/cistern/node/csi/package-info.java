/**
 * The CSI Node service: each call is parsed, becomes one call on {@link
 * io.cistern.node.request.NodeOperations}, and is rendered. Calls on the same volume exclude each
 * other.
 */
@NullMarked
package io.cistern.node.csi;

import org.jspecify.annotations.NullMarked;
