package io.cistern.pool.lvm;

import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.file.FileSpace;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.Privilege;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A name for a volume group and a disk for it, in a sparse file, which go together.
 *
 * @param directory of the file, and of what the pool keeps while the machine runs
 * @param disk the disk
 * @param name the volume group's
 */
record TestVolumeGroup(Path directory, LoopDevice disk, String name) implements AutoCloseable {
  static final PoolName POOL = new PoolName("test");

  static TestVolumeGroup make(ByteSize size) throws IOException {
    Privilege.requireDeviceMapper();
    Path directory = Files.createTempDirectory("cistern-lvm-test-");
    Path file = directory.resolve("disk");
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE, OpenFlag.CREATE)) {
      FileSpace.truncate(fd, size.bytes());
    }
    LoopDevice disk = LoopDevices.attach(file, new LoopOptions(false, false, 512));
    String name =
        "cistern-test-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    return new TestVolumeGroup(directory, disk, name);
  }

  LvmPlace place() {
    return new LvmPlace(name, LvmPlace.THIN_POOL);
  }

  LvmPoolOptions options() {
    return LvmPoolOptions.DEFAULT.withProgram(Lvm.PROGRAM, directory);
  }

  LvmPool init(LvmPoolOptions options) {
    return LvmPool.init(place(), List.of(disk.path()), POOL, options);
  }

  LvmPool open() {
    return LvmPool.open(place(), options());
  }

  /** What LVM prints for a command. */
  static String lvm(String command, String... arguments) {
    return new Lvm(Lvm.PROGRAM).run(command, arguments);
  }

  /** Resumes what is suspended in it, which nobody else may be left to do. */
  void resume() throws IOException {
    String mapped = name.replace("-", "--") + "-";
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(Path.of("/sys/block"), "dm-*")) {
      for (Path device : devices) {
        if (Files.readString(device.resolve("dm/name")).startsWith(mapped)) {
          DeviceMapper.resume(Files.readString(device.resolve("dm/uuid")).strip());
        }
      }
    }
  }

  @Override
  public void close() {
    lvm("vgremove", "-y", "-f", name);
    disk.detach();
    try (var files = Files.walk(directory)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
