package io.cistern.node.it;

import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.pool.Pool;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.loop.image.PoolImage;
import io.cistern.pool.lvm.LvmPlace;
import io.cistern.pool.lvm.LvmPool;
import io.cistern.pool.lvm.LvmPoolOptions;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.VolumeId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A pool of a node's own, which a node service may open again and again: a loop pool, or where the
 * environment has {@code CISTERN_TEST_BACKEND=lvm} one in a volume group.
 */
sealed interface TestPool {
  /** Makes it, and opens it for the first time. */
  static TestPool in(Path root) {
    return "lvm".equals(System.getenv("CISTERN_TEST_BACKEND"))
        ? Lvm2.in(root)
        : new Loop(root.resolve("pool"));
  }

  PoolName NAME = new PoolName("alpha");

  /** Makes it, or opens what is there. */
  Pool open();

  /** Where the bytes of a volume that is not attached are, to be looked at. */
  Path data(VolumeId volume);

  /** How many there are. */
  long dataSize(VolumeId volume);

  /** Takes it away, when it is closed and nothing is attached. */
  void remove();

  /** In a directory, below which its image is mounted. */
  record Loop(Path directory) implements TestPool {
    @Override
    public Pool open() {
      return LoopPool.init(
          directory, NAME, LoopPoolOptions.DEFAULT.withImageSize(ByteSize.ofGiB(8)));
    }

    @Override
    public Path data(VolumeId volume) {
      return directory.resolve("volumes").resolve(volume.uuid() + "/data.img");
    }

    @Override
    public long dataSize(VolumeId volume) {
      try {
        return Files.size(data(volume));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void remove() {
      PoolImage.unmount(directory);
    }
  }

  /** In a volume group on a disk of its own. */
  record Lvm2(LvmPlace place, LoopDevice disk, Path runtime) implements TestPool {
    static Lvm2 in(Path root) {
      Path file = root.resolve("disk");
      try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
        disk.setLength(ByteSize.ofGiB(10).bytes());
        String name =
            "cistern-node-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return new Lvm2(
            new LvmPlace(name, LvmPlace.THIN_POOL),
            LoopDevices.attach(file, new LoopOptions(false, false, 512)),
            Files.createDirectories(root.resolve("run")));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void lvm(String command, String... arguments) {
      var _ = new Lvm(Lvm.PROGRAM).run(command, arguments);
    }

    @Override
    public Pool open() {
      LvmPoolOptions options = LvmPoolOptions.DEFAULT.withProgram(Lvm.PROGRAM, runtime);
      return LvmPool.init(
          place, List.of(disk.path()), NAME, options.withThinPoolSize(ByteSize.ofGiB(8)));
    }

    @Override
    public Path data(VolumeId volume) {
      String name = "cistern-volume-" + volume.uuid();
      lvm("lvchange", "-ay", "-K", place.group() + "/" + name);
      return Path.of(
          "/dev/mapper", place.group().replace("-", "--") + "-" + name.replace("-", "--"));
    }

    @Override
    public long dataSize(VolumeId volume) {
      return BlockDevice.size(data(volume));
    }

    @Override
    public void remove() {
      lvm("vgremove", "-y", "-f", place.group());
      disk.detach();
    }
  }
}
