package io.cistern.pool;

import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.block.BlockDevice;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.VolumeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

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
    each(pool.attachments().list().keySet(), pool.attachments()::detach);
    each(
        pool.volumes().list(Optional.empty(), 10_000).items(),
        volume -> pool.volumes().delete(volume.id()));
    List<Snapshot> snapshots =
        pool.snapshots().list(Optional.empty(), Optional.empty(), 10_000).items();
    each(
        snapshots.stream().flatMap(snapshot -> snapshot.group().stream()).toList(),
        pool.groupSnapshots()::delete);
    each(
        snapshots.stream().filter(snapshot -> snapshot.group().isEmpty()).toList(),
        snapshot -> pool.snapshots().delete(snapshot.id()));
  }

  /** At a time, as backends may share the work of many. */
  private static <T> void each(Collection<T> all, Consumer<T> what) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture.allOf(
              all.stream()
                  .distinct()
                  .map(one -> CompletableFuture.runAsync(() -> what.accept(one), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
  }
}
