package io.cistern.pool.lvm;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.PoolInfo;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.record.RecordText;
import io.cistern.pool.record.Values;
import java.time.Instant;

/**
 * What a pool is, in the tags of its thin pool, written once when it is made.
 *
 * @param format version of everything in the pool
 * @param id its identity
 * @param name its name
 * @param createdAt when it was made, ISO 8601
 * @param reservePercent kept back, of the thin pool's data and of what the volume group has beside
 *     it
 * @param reserveLeastBytes kept back at least, of each
 * @param overcommit how many times its data the thin pool may promise
 */
record LvmPoolRecord(
    int format,
    String id,
    String name,
    String createdAt,
    int reservePercent,
    long reserveLeastBytes,
    int overcommit) {
  static final int FORMAT = 1;

  LvmPoolRecord {
    RecordText.requireFormat(format, FORMAT);
    new PoolId(id);
    new PoolName(name);
    Values.requireInstant(createdAt);
    if (reservePercent < 0 || reservePercent > 90 || reserveLeastBytes < 0) {
      throw new IllegalArgumentException("the reserve is 0 to 90 percent and not negative");
    }
    if (overcommit < 1) {
      throw new IllegalArgumentException("overcommit is 1 or more");
    }
  }

  static LvmPoolRecord ofNew(PoolName name, LvmPoolOptions options) {
    return new LvmPoolRecord(
        FORMAT,
        PoolId.random().value(),
        name.value(),
        Instant.now().toString(),
        options.reservePercent(),
        options.reserveLeast().bytes(),
        options.overcommit());
  }

  PoolInfo info() {
    return new PoolInfo(new PoolId(id), new PoolName(name), "lvm");
  }

  ByteSize reserve(ByteSize of) {
    return new ByteSize(Math.max(of.bytes() / 100 * reservePercent, reserveLeastBytes));
  }
}
