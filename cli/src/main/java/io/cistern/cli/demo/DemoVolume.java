package io.cistern.cli.demo;

import io.cistern.cli.client.VolumeCalls;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeContentSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A volume of the tour, driven as an orchestrator does.
 *
 * @param calls the CSI calls
 * @param id its id
 * @param name its name
 * @param capability how it is used
 * @param directory below which it is staged and published
 */
record DemoVolume(
    VolumeCalls calls, String id, String name, VolumeCapability capability, Path directory) {

  static DemoVolume create(
      VolumeCalls calls,
      String name,
      ByteSize size,
      VolumeCapability capability,
      Path directory,
      Optional<VolumeContentSource> source) {
    String id = calls.create(name, Optional.of(size), capability, Map.of(), source).getVolumeId();
    return new DemoVolume(calls, id, name, capability, directory);
  }

  Path staging() {
    return directory.resolve("staging").resolve(name);
  }

  /** Where programs see it: a directory, or for a raw volume a device. */
  Path target() {
    return directory.resolve("mnt").resolve(name);
  }

  Path file(String fileName) {
    return target().resolve(fileName);
  }

  void stage() {
    try {
      Files.createDirectories(staging());
      Files.createDirectories(target().resolveSibling("."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calls.stage(id, staging(), capability);
  }

  void publish() {
    calls.publish(id, staging(), target(), capability, false);
  }

  void expand(ByteSize size) {
    calls.expandOnNode(id, target(), staging(), new ByteSize(calls.expand(id, size)));
  }

  void remove() {
    calls.unpublish(id, target());
    calls.unstage(id, staging());
    calls.delete(id);
  }
}
