package io.cistern.pool.lvm;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How full a thin pool is, as its kernel target says. Data and metadata fill apart, and a full
 * metadata device is the worse of the two.
 *
 * @param metadataUsed of its metadata device
 * @param metadataTotal of its metadata device
 * @param dataUsed of its data device
 * @param dataTotal of its data device
 * @param fault what is wrong with it; empty for nothing
 * @see <a
 *     href="https://docs.kernel.org/admin-guide/device-mapper/thin-provisioning.html#status">thin
 *     provisioning, status</a>
 */
record ThinPoolStatus(
    ByteSize metadataUsed,
    ByteSize metadataTotal,
    ByteSize dataUsed,
    ByteSize dataTotal,
    Optional<String> fault) {
  private static final int METADATA_BLOCK = 4096;
  private static final Pattern FORM =
      Pattern.compile("\\d+ (\\d+)/(\\d+) (\\d+)/(\\d+) (?:-|\\d+) (\\S+)(.*)");

  /**
   * Reads it.
   *
   * @param text as the kernel says it
   * @param size of the pool's data
   * @throws PoolError.Corrupt if it is no status of a thin pool that works
   */
  static ThinPoolStatus parse(String text, ByteSize size) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || Long.parseLong(matcher.group(4)) == 0) {
      throw new PoolError.Corrupt("the thin pool does not work, the kernel says: " + text);
    }
    long blocks = Long.parseLong(matcher.group(4));
    long block = size.bytes() / blocks;
    return new ThinPoolStatus(
        new ByteSize(Long.parseLong(matcher.group(1)) * METADATA_BLOCK),
        new ByteSize(Long.parseLong(matcher.group(2)) * METADATA_BLOCK),
        new ByteSize(Long.parseLong(matcher.group(3)) * block),
        new ByteSize(blocks * block),
        fault(matcher.group(5), matcher.group(6)));
  }

  private static Optional<String> fault(String mode, String rest) {
    if (rest.contains("needs_check")) {
      return Optional.of("the thin pool's metadata has to be checked (needs_check)");
    }
    return mode.equals("rw") ? Optional.empty() : Optional.of("the thin pool is " + mode);
  }

  /** How full the metadata is, 0 to 100. */
  int metadataPercent() {
    return (int) (metadataUsed.bytes() * 100 / Math.max(1, metadataTotal.bytes()));
  }

  /** How full the data is, 0 to 100. */
  int dataPercent() {
    return (int) (dataUsed.bytes() * 100 / Math.max(1, dataTotal.bytes()));
  }
}
