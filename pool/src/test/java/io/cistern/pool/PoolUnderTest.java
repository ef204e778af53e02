package io.cistern.pool;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a backend gives to its contract: a pool of 2 GiB or more, empty before each test. */
public interface PoolUnderTest {
  /** The pool. */
  Pool pool();

  /** Writes through the volume's device, attaching it for that if it is not; durable on return. */
  void write(VolumeId id, long offset, byte[] bytes);

  /** Reads through the volume's device, attaching it for that if it is not. */
  byte[] read(VolumeId id, long offset, int length);

  /** The size that an attached volume's device has now. */
  ByteSize deviceSize(VolumeId id);

  /** Keeps an attached volume's device open until the result is closed. */
  AutoCloseable holdOpen(VolumeId id);

  /** A volume of this request. */
  default Volume create(Request request) {
    return pool().volumes().create(request.spec());
  }

  /** The volume as the pool reports it now. */
  default Volume found(VolumeId id) {
    return pool().volumes().find(id).orElseThrow();
  }

  /** Bytes that differ for each seed and are not zeros. */
  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Asserts that a call fails with this error and a message that says something. */
  static void refused(Class<? extends PoolError> error, ThrowingCallable call) {
    Assertions.assertThatThrownBy(call)
        .isExactlyInstanceOf(error)
        .extracting(Throwable::getMessage)
        .asString()
        .isNotBlank();
  }
}
