package io.cistern.pool;

import io.cistern.pool.model.VolumeId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The locks of the calls on attachments. */
final class LockingAttachments implements Attachments {
  private final Attachments attachments;
  private final LockTable locks;

  LockingAttachments(Attachments attachments, LockTable locks) {
    this.attachments = attachments;
    this.locks = locks;
  }

  @Override
  public Path attach(VolumeId id) {
    try (LockTable.Hold _ = locks.hold().write(id)) {
      return attachments.attach(id);
    }
  }

  @Override
  public Optional<Path> find(VolumeId id) {
    // Takes no lock: it is one look at the kernel.
    return attachments.find(id);
  }

  @Override
  public Map<VolumeId, Path> list() {
    // Takes no lock: it is one look at the kernel.
    return attachments.list();
  }

  @Override
  public void grow(VolumeId id) {
    try (LockTable.Hold _ = locks.hold().write(id)) {
      attachments.grow(id);
    }
  }

  @Override
  public void detach(VolumeId id) {
    try (LockTable.Hold _ = locks.hold().write(id)) {
      attachments.detach(id);
    }
  }
}
