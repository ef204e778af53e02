package io.cistern.pool;

import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.block.BlockDevice;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.VolumeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Bytes through real devices. */
public interface DevicePoolUnderTest extends PoolUnderTest {

  @Override
  default void write(VolumeId id, long offset, byte[] bytes) {
    try (FileChannel device =
        FileChannel.open(pool().attachments().attach(id), StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        device.write(buffer, offset + buffer.position());
      }
      device.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  default byte[] read(VolumeId id, long offset, int length) {
    try (FileChannel device =
        FileChannel.open(pool().attachments().attach(id), StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      while (buffer.hasRemaining() && device.read(buffer, offset + buffer.position()) > 0) {
        // until all is read
      }
      return buffer.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  default ByteSize deviceSize(VolumeId id) {
    return new ByteSize(BlockDevice.size(device(id)));
  }

  @Override
  default AutoCloseable holdOpen(VolumeId id) {
    return Fd.open(device(id), OpenFlag.READ_ONLY);
  }

  /** Gives a range of an attached volume back. */
  default void discard(VolumeId id, long offset, long length) {
    BlockDevice.discard(device(id), offset, length);
  }

  /** The device of an attached volume. */
  default Path device(VolumeId id) {
    return pool().attachments().find(id).orElseThrow();
  }

  /** Removes everything from a pool, so that its directory can go. */
  static void empty(Pool pool) {
    pool.attachments().list().keySet().forEach(pool.attachments()::detach);
    pool.volumes().list(Optional.empty(), 10_000).items().stream()
        .forEach(volume -> pool.volumes().delete(volume.id()));
    pool.snapshots().list(Optional.empty(), Optional.empty(), 10_000).items().stream()
        .forEach(
            snapshot ->
                snapshot
                    .group()
                    .ifPresentOrElse(
                        pool.groupSnapshots()::delete,
                        () -> pool.snapshots().delete(snapshot.id())));
  }
}
