package io.cistern.benchmarks.latency;

import java.nio.file.Path;

/**
 * A volume with a filesystem, from which both sides copy. It is not staged meanwhile.
 *
 * @param volumeId which
 * @param data its data file in a loop pool
 */
record CopySource(String volumeId, Path data) {

  static CopySource make(CsiClient client, Path pool, long bytes) {
    String id = client.create("copy-source", VolumeKind.EXT4, bytes);
    client.prepareStage(id);
    var _ = client.stageAndPublish(id, VolumeKind.EXT4);
    client.unpublishAndUnstage(id);
    String uuid = id.substring(id.indexOf('.') + 1);
    return new CopySource(id, pool.resolve("volumes").resolve(uuid).resolve("data.img"));
  }
}
