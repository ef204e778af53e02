package io.cistern.linux.mapper;

import io.cistern.linux.DeviceNumber;
import java.nio.file.Path;

/**
 * A mapped device as it was at one look.
 *
 * @param uuid its identity, as its maker chose it
 * @param number its number, which another device may get when it is gone
 * @param openCount how many have it open, the devices mapped onto it included
 * @param live whether it has a table: one whose maker died half-way has none
 * @param suspended whether what is sent to it waits
 */
public record MappedDevice(
    String uuid, DeviceNumber number, int openCount, boolean live, boolean suspended) {

  /** Its node, which the kernel makes where {@code /dev} is a devtmpfs. */
  public Path path() {
    return Path.of("/dev/dm-" + number.minor());
  }
}
