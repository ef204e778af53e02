package io.cistern.pool.check;

import io.cistern.linux.Errno;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.pool.model.ByteSize;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a data file is there and as large as its record says. */
final class DataCheck {
  private DataCheck() {}

  /** How much is there beyond the record's size; empty if something worse is wrong. */
  static Optional<ByteSize> excess(Inspection inspection, Path data, ByteSize recorded) {
    FileStatus status;
    try {
      status = FileStatus.ofLink(data);
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      if (!inspection.owned) {
        inspection.add(Finding.error(data, "missing", Inspection.RESTORE));
      }
      return Optional.empty();
    }
    if (!status.isRegularFile()) {
      inspection.add(Finding.error(data, "not a regular file", Inspection.RESTORE));
      return Optional.empty();
    }
    ByteSize size = new ByteSize(status.size());
    if (size.compareTo(recorded) < 0) {
      inspection.add(
          Finding.error(
              data,
              "has %d bytes instead of %d".formatted(size.bytes(), recorded.bytes()),
              "bytes are lost: restore it from a snapshot or a backup"));
      return Optional.empty();
    }
    return Optional.of(size.minusOrZero(recorded));
  }
}
