package io.cistern.pool.loop.layout;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.PoolInfo;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.record.RecordText;
import io.cistern.pool.record.Values;
import java.time.Instant;

/**
 * {@code pool.json}: what a pool is, written once when it is made.
 *
 * @param format version of everything in the pool
 * @param id its identity
 * @param name its name
 * @param createdAt when it was made, ISO 8601
 * @param logicalBlockSize of every device, in bytes: 512 where the filesystem takes direct I/O of
 *     that size, else 4096
 * @param reservePercent kept back from volumes, of the total
 * @param reserveLeastBytes kept back at least
 */
public record PoolRecord(
    int format,
    String id,
    String name,
    String createdAt,
    int logicalBlockSize,
    int reservePercent,
    long reserveLeastBytes) {
  public static final int FORMAT = 1;

  public PoolRecord {
    RecordText.requireFormat(format, FORMAT);
    new PoolId(id);
    new PoolName(name);
    Values.requireInstant(createdAt);
    if (logicalBlockSize != 512 && logicalBlockSize != 4096) {
      throw new IllegalArgumentException("logicalBlockSize is 512 or 4096");
    }
    if (reservePercent < 0 || reservePercent > 90 || reserveLeastBytes < 0) {
      throw new IllegalArgumentException("the reserve is 0 to 90 percent and not negative");
    }
  }

  /** The record of a new pool. */
  public static PoolRecord ofNew(
      PoolName name, int logicalBlockSize, int reservePercent, ByteSize reserveLeast) {
    return new PoolRecord(
        FORMAT,
        PoolId.random().value(),
        name.value(),
        Instant.now().toString(),
        logicalBlockSize,
        reservePercent,
        reserveLeast.bytes());
  }

  /** What the pool is. */
  public PoolInfo info() {
    return new PoolInfo(new PoolId(id), new PoolName(name), "loop");
  }

  /** What is kept back of a pool of this size. */
  public ByteSize reserve(ByteSize total) {
    return new ByteSize(Math.max(total.bytes() / 100 * reservePercent, reserveLeastBytes));
  }
}
