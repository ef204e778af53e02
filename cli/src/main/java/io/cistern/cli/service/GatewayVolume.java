package io.cistern.cli.service;

import io.cistern.cli.client.Capabilities;
import io.cistern.cli.client.Catalog;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.client.VolumeCalls;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.agent.Volume;
import io.cistern.protocol.csi.VolumeCapability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The volume on which the gateway keeps its objects: created, staged and published over CSI like
 * any other, so that there is no second way to storage. Each step finds what an earlier try has
 * done.
 */
public final class GatewayVolume {
  /** Its name in the pool. */
  public static final String NAME = "cistern-s3";

  private static final VolumeCapability CAPABILITY = Capabilities.file("xfs");

  private final DataDirectory data;

  public GatewayVolume(DataDirectory data) {
    this.data = data;
  }

  /**
   * Makes it if there is none, and mounts it. The node and the controller are ready.
   *
   * @param size of a new one; empty for half of the pool, taken only as it fills
   */
  void provide(Optional<ByteSize> size) {
    try (ServiceClient client = new ServiceClient(data.endpoints())) {
      VolumeCalls calls = new VolumeCalls(client);
      Catalog catalog = new Catalog(client);
      if (catalog.findVolume(NAME).isEmpty()) {
        ByteSize wanted = size.orElseGet(() -> half(catalog));
        var _ = calls.create(NAME, Optional.of(wanted), CAPABILITY, Map.of(), Optional.empty());
      }
      Volume volume = catalog.volume(NAME);
      Path staging = data.staging(volume.getUuid());
      Files.createDirectories(staging);
      String id = Catalog.id(volume).toString();
      calls.stage(id, staging, CAPABILITY);
      calls.publish(id, staging, data.s3(), CAPABILITY, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unmounts it; the gateway has ended and the node is ready. */
  void release() {
    try (ServiceClient client = new ServiceClient(data.endpoints())) {
      VolumeCalls calls = new VolumeCalls(client);
      Optional<Volume> volume = new Catalog(client).findVolume(NAME);
      if (volume.isPresent()) {
        Path staging = data.staging(volume.get().getUuid());
        String id = Catalog.id(volume.get()).toString();
        calls.unpublish(id, data.s3());
        calls.unstage(id, staging);
        Files.deleteIfExists(staging);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteSize half(Catalog catalog) {
    return new ByteSize(catalog.describe().getPools(0).getCapacity().getTotal() / 2);
  }
}
