package io.cistern.linux.mapper;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The device mapper's control device.
 *
 * @see <a
 *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/include/uapi/linux/dm-ioctl.h">linux/dm-ioctl.h</a>
 */
public final class DeviceMapper {

  private static final Path CONTROL = Path.of("/dev/mapper/control");
  private static final Path BLOCK = Path.of("/sys/block");
  private static final int SECTOR = 512;
  private static final int TABLE = 1 << 4;
  private static final int SKIP_LOCKFS = 1 << 10;
  private static final int NOFLUSH = 1 << 11;

  private static final int NO_RULES_OF_SUBSYSTEM = 1 << 1;
  private static final int NO_RULES_OF_DISKS = 1 << 2;
  private static final int NO_FALLBACK = 1 << 5;
  private static final int PRIMARY_SOURCE = 1 << 6;

  /**
   * What udev's rules for device mapper are told of a device: that its maker has made it ready, so
   * its names stay when events are played again, and that nothing is to be looked for inside it.
   * Nobody waits for them. The flags are libdevmapper's, in the upper half of an event's cookie.
   */
  private static final int FOR_UDEV =
      (NO_RULES_OF_SUBSYSTEM | NO_RULES_OF_DISKS | NO_FALLBACK | PRIMARY_SOURCE) << 16;

  private DeviceMapper() {}

  /** Whether this kernel has a device mapper, and this process may use it. */
  public static boolean isAvailable() {
    try (Fd _ = Fd.open(CONTROL, OpenFlag.READ_WRITE)) {
      return true;
    } catch (LinuxException absent) {
      return false;
    }
  }

  /** The device of a uuid. */
  public static Optional<MappedDevice> find(String uuid) {
    return unless(Errno.ENXIO, () -> Control.call(Control.STATUS, uuid).device());
  }

  /**
   * The device of a name. For a device that was made under that name just now: only a uuid tells
   * what one is.
   */
  public static Optional<MappedDevice> findNamed(String name) {
    return unless(Errno.ENXIO, () -> Control.named(name).device());
  }

  /** The uuids of the mapped devices that a device is mapped onto directly. */
  public static List<String> below(MappedDevice device) {
    List<String> found = new ArrayList<>();
    Path slaves = BLOCK.resolve("dm-" + device.number().minor()).resolve("slaves");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(slaves)) {
      for (Path slave : all) {
        attribute(slave.resolve("dm/uuid")).ifPresent(found::add);
      }
    } catch (IOException gone) {
      return List.of();
    }
    return found;
  }

  private static Optional<String> attribute(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * Makes a device that is the beginning of another one.
   *
   * @param name at most 127 bytes, not in use
   * @param uuid at most 128 bytes, not in use
   * @param size a multiple of 512 bytes, at most what {@code below} has
   * @throws LinuxException EBUSY if name or uuid are in use
   */
  public static MappedDevice createLinear(String name, String uuid, DeviceNumber below, long size) {
    Control.create(name, uuid);
    try {
      MappedDevice made = setLinear(uuid, below, size);
      MapperNames.add(name, made);
      return made;
    } catch (LinuxException e) {
      try {
        remove(uuid);
      } catch (LinuxException stuck) {
        e.addSuppressed(stuck);
      }
      throw e;
    }
  }

  /** Gives a device, which may be in use, another size or another device below. */
  public static MappedDevice setLinear(String uuid, DeviceNumber below, long size) {
    Control.load(uuid, size / SECTOR, "linear", below + " 0");
    // One call swaps the tables, so nobody who is killed leaves the device suspended.
    return Control.resume(uuid, SKIP_LOCKFS | NOFLUSH, FOR_UDEV).device();
  }

  /**
   * Takes a device out of the kernel. Absent is success.
   *
   * @throws LinuxException EBUSY if it is open
   */
  public static void remove(String uuid) {
    Optional<String> name = unless(Errno.ENXIO, () -> Control.call(Control.STATUS, uuid).name());
    unless(Errno.ENXIO, () -> Control.call(Control.REMOVE, uuid));
    name.ifPresent(MapperNames::remove);
  }

  /**
   * What the first target of a device says of itself, such as {@code thin-pool} of its fill. It is
   * not told to write anything first.
   *
   * @return empty if there is no such device, or it has no table
   */
  public static Optional<String> status(String uuid) {
    return firstTarget(uuid, NOFLUSH);
  }

  /**
   * What the first target of a device was made with, such as {@code 254:0 254:1 128 0} of a {@code
   * thin-pool}.
   *
   * @return empty if there is no such device, or it has no table
   */
  public static Optional<String> table(String uuid) {
    return firstTarget(uuid, TABLE);
  }

  private static Optional<String> firstTarget(String uuid, int flags) {
    return unless(Errno.ENXIO, () -> Control.call(Control.TABLE_STATUS, uuid, flags).firstTarget())
        .filter(text -> !text.isEmpty());
  }

  /**
   * Lets whatever is sent to a device wait, until {@link #resume}. What was sent before is done on
   * return, and a filesystem right on it is as if it were frozen. It stays so when this process
   * ends. One that is suspended already stays so.
   *
   * @throws LinuxException EBUSY if a filesystem right on it is frozen; ENXIO if there is none
   */
  public static void suspend(String uuid) {
    Control.call(Control.SUSPEND, uuid, Control.SUSPENDED);
  }

  /**
   * Lets what waits go on.
   *
   * @return false if there is no such device, or it was not suspended
   */
  public static boolean resume(String uuid) {
    if (find(uuid).filter(MappedDevice::suspended).isEmpty()) {
      return false;
    }
    Control.call(Control.SUSPEND, uuid);
    return true;
  }

  /**
   * Tells the first target of a device something, such as {@code release_metadata_snap} to a {@code
   * thin-pool}.
   */
  public static void message(String uuid, String text) {
    Control.message(uuid, text);
  }

  private interface Call<T> {
    T make();
  }

  private static <T> Optional<T> unless(Errno absent, Call<T> call) {
    try {
      return Optional.of(call.make());
    } catch (LinuxException e) {
      if (e.errno() == absent) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** One {@code struct dm_ioctl} and what follows it. */
  private record Control(ByteBuffer bytes) {
    static final int CREATE = 3;
    static final int REMOVE = 4;
    static final int SUSPEND = 6;
    static final int STATUS = 7;
    static final int LOAD = 9;
    static final int TABLE_STATUS = 12;
    static final int MESSAGE = 14;

    private static final int SUSPENDED = 1 << 1;
    private static final int ACTIVE_PRESENT = 1 << 5;

    private static final int HEADER = 312;
    private static final int BUFFER = 16 << 10;
    private static final int VERSION_MAJOR = 4;
    private static final int DATA_SIZE = 12;
    private static final int DATA_START = 16;
    private static final int TARGET_COUNT = 20;
    private static final int OPEN_COUNT = 24;
    private static final int FLAGS = 28;
    private static final int EVENT = 32;
    private static final int DEVICE = 40;
    private static final int NAME = 48;
    private static final int NAME_LENGTH = 128;
    private static final int UUID = 176;
    private static final int UUID_LENGTH = 129;

    private static final int TARGET = 40;
    private static final int TARGET_LENGTH = 8;
    private static final int TARGET_TYPE = 24;

    /** After the sector that says which target is meant: the first. */
    private static final int MESSAGE_TEXT = 8;

    static void create(String name, String uuid) {
      Control control = of(uuid, 0);
      control.text(NAME, NAME_LENGTH, name);
      control.run("DM_DEV_CREATE", CREATE);
    }

    static void load(String uuid, long sectors, String type, String parameters) {
      Control control = of(uuid, 0);
      control.bytes.putInt(TARGET_COUNT, 1);
      control.bytes.putLong(HEADER + TARGET_LENGTH, sectors);
      control.text(HEADER + TARGET_TYPE, TARGET - TARGET_TYPE, type);
      control.text(HEADER + TARGET, BUFFER - HEADER - TARGET, parameters);
      control.run("DM_TABLE_LOAD", LOAD);
    }

    static void message(String uuid, String text) {
      Control control = of(uuid, 0);
      control.text(HEADER + MESSAGE_TEXT, BUFFER - HEADER - MESSAGE_TEXT, text);
      control.run("DM_TARGET_MSG " + text, MESSAGE);
    }

    static Control named(String name) {
      Control control = of("", 0);
      control.text(NAME, NAME_LENGTH, name);
      control.run("DM_DEV_STATUS", STATUS);
      return control;
    }

    static Control call(int command, String uuid) {
      return call(command, uuid, 0);
    }

    static Control call(int command, String uuid, int flags) {
      Control control = of(uuid, flags);
      control.run("DM ioctl " + command, command);
      return control;
    }

    /**
     * @param event the cookie of the event that udev gets
     */
    static Control resume(String uuid, int flags, int event) {
      Control control = of(uuid, flags);
      control.bytes.putInt(EVENT, event);
      control.run("DM_DEV_SUSPEND", SUSPEND);
      return control;
    }

    private static Control of(String uuid, int flags) {
      Control control = new Control(Syscall.structure(BUFFER));
      control.bytes.putInt(0, VERSION_MAJOR);
      control.bytes.putInt(DATA_SIZE, BUFFER);
      control.bytes.putInt(DATA_START, HEADER);
      control.bytes.putInt(FLAGS, flags);
      control.text(UUID, UUID_LENGTH, uuid);
      return control;
    }

    private void text(int offset, int room, String value) {
      byte[] text = Syscall.text(value);
      if (text.length > room) {
        throw new IllegalArgumentException("too long for the device mapper: " + value);
      }
      bytes.put(offset, text);
    }

    /** {@code _IOWR(0xfd, command, struct dm_ioctl)}. */
    private void run(String name, int command) {
      try (Fd fd = Fd.open(CONTROL, OpenFlag.READ_WRITE)) {
        Syscall.ioctl(name, fd, 0xC000FD00L | (long) HEADER << 16 | command, bytes);
      }
    }

    private String text(int start) {
      int end = start;
      while (bytes.get(end) != 0) {
        end++;
      }
      return new String(bytes.array(), start, end - start, StandardCharsets.US_ASCII);
    }

    String name() {
      return text(NAME);
    }

    MappedDevice device() {
      int flags = bytes.getInt(FLAGS);
      return new MappedDevice(
          text(UUID),
          DeviceNumber.decode(bytes.getLong(DEVICE)),
          bytes.getInt(OPEN_COUNT),
          (flags & ACTIVE_PRESENT) != 0,
          (flags & SUSPENDED) != 0);
    }

    String firstTarget() {
      if (bytes.getInt(TARGET_COUNT) == 0) {
        return "";
      }
      return text(bytes.getInt(DATA_START) + TARGET);
    }
  }
}
