package io.cistern.cli.command;

import io.cistern.cli.client.Capabilities;
import io.cistern.cli.client.Catalog;
import io.cistern.cli.client.VolumeCalls;
import io.cistern.cli.kernel.VolumeDevice;
import io.cistern.cli.kernel.VolumeUse;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.PoolChoice;
import io.cistern.pool.uri.PoolUri;
import io.cistern.protocol.agent.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A volume of an embedded Cistern and where it is on this machine. Its staging directory is the
 * data directory's: made here, removed here, as an orchestrator does.
 *
 * @param volume as the agent says
 * @param data whose
 */
record VolumeOnNode(Volume volume, DataDirectory data) {
  String id() {
    return Catalog.id(volume).toString();
  }

  String name() {
    return volume.getSpec().getName();
  }

  Path staging() {
    return data.staging(volume.getUuid());
  }

  VolumeUse use() {
    PoolUri pool = new PoolChoice(data).pool();
    return VolumeUse.of(VolumeDevice.of(pool, UUID.fromString(volume.getUuid())), staging());
  }

  void stage(VolumeCalls calls) {
    try {
      Files.createDirectories(staging());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    calls.stage(id(), staging(), Capabilities.of(volume.getSpec()));
  }

  void publish(VolumeCalls calls, Path target, boolean readOnly) {
    calls.publish(id(), staging(), target, Capabilities.of(volume.getSpec()), readOnly);
  }

  void unstage(VolumeCalls calls) {
    calls.unstage(id(), staging());
    try {
      Files.deleteIfExists(staging());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** published, staged, attached or detached. */
  String state() {
    VolumeUse use = use();
    if (!use.targets().isEmpty()) {
      return "published";
    }
    return use.staged() ? "staged" : volume.getAttached() ? "attached" : "detached";
  }
}
