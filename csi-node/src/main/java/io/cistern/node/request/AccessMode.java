package io.cistern.node.request;

/**
 * The access modes that a volume on one node's disks can have.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#createvolume">VolumeCapability.AccessMode</a>
 */
public enum AccessMode {
  SINGLE_NODE_WRITER(false, false),
  SINGLE_NODE_READER_ONLY(true, false),
  SINGLE_NODE_SINGLE_WRITER(false, false),
  SINGLE_NODE_MULTI_WRITER(false, true);

  private final boolean readOnly;
  private final boolean severalTargets;

  AccessMode(boolean readOnly, boolean severalTargets) {
    this.readOnly = readOnly;
    this.severalTargets = severalTargets;
  }

  public boolean readOnly() {
    return readOnly;
  }

  /** Whether the volume may be published at more than one path at a time. */
  public boolean severalTargets() {
    return severalTargets;
  }
}
