package io.cistern.benchmarks.latency;

import io.cistern.benchmarks.measure.Operation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The measured operations through the sockets: each run makes its own volume and removes it. */
final class CsiOperations {
  private final CsiClient client;
  private final String prefix;
  private final long bytes;
  private final Map<Integer, String> ids = new ConcurrentHashMap<>();

  /**
   * @param prefix of the names, which no other set of operations uses
   * @param bytes the size of every volume
   */
  CsiOperations(CsiClient client, String prefix, long bytes) {
    this.client = client;
    this.prefix = prefix;
    this.bytes = bytes;
  }

  Operation create() {
    return Operation.of(i -> create(i, VolumeKind.EXT4), this::delete);
  }

  Operation delete() {
    return new Operation(i -> create(i, VolumeKind.EXT4), this::delete, _ -> {});
  }

  Operation snapshot(CopySources sources) {
    return Operation.of(
        i -> ids.put(i, client.snapshot(name(i), sources.id(i))),
        i -> client.deleteSnapshot(id(i)));
  }

  Operation copy(CopySources sources) {
    return Operation.of(
        i -> ids.put(i, client.copy(name(i), VolumeKind.EXT4, bytes, sources.id(i))), this::delete);
  }

  /** From a blank volume, which is formatted on the way. */
  Operation firstStageAndPublish(VolumeKind kind) {
    return new Operation(
        i -> {
          create(i, kind);
          client.prepareStage(id(i));
        },
        i -> client.stageAndPublish(id(i), kind),
        i -> {
          client.unpublishAndUnstage(id(i));
          delete(i);
        });
  }

  /** Of a volume that has its filesystem, as when a pod comes back. */
  Operation stageAndPublishAgain(VolumeKind kind) {
    return new Operation(
        i -> {
          create(i, kind);
          client.prepareStage(id(i));
          client.stageAndPublish(id(i), kind);
          client.unpublishAndUnstage(id(i));
          client.prepareStage(id(i));
        },
        i -> client.stageAndPublish(id(i), kind),
        i -> {
          client.unpublishAndUnstage(id(i));
          delete(i);
        });
  }

  private void create(int index, VolumeKind kind) {
    ids.put(index, client.create(name(index), kind, bytes));
  }

  private void delete(int index) {
    client.delete(id(index));
    ids.remove(index);
  }

  private String name(int index) {
    return prefix + "-" + index;
  }

  private String id(int index) {
    String id = ids.get(index);
    if (id == null) {
      throw new IllegalStateException("nothing was made by run " + index);
    }
    return id;
  }
}
