package io.cistern.controller.placement;

/**
 * Where a copy goes whose source is outside the requested topology. It can only be where its source
 * is.
 */
public enum CopyPlacement {
  /** Nowhere: the request is refused for lack of space, as CSI has it. */
  WITHIN_TOPOLOGY,

  /**
   * To its source all the same, and the answer says where that is: for an orchestrator that chooses
   * a node without a look at the source, would choose it again and again, and follows the answer.
   */
  AT_SOURCE
}
