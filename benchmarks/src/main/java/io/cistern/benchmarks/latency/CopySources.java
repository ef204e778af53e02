package io.cistern.benchmarks.latency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Volumes with a filesystem, from which both sides copy; none is staged meanwhile. There are as
 * many as runs in a batch, because two operations on one volume at a time are refused.
 *
 * @param ids of the volumes
 * @param files their data files in the loop pool
 */
record CopySources(List<String> ids, List<Path> files) {

  /** One is formatted, the others are its clones. */
  static CopySources make(CsiClient client, Path pool, long bytes, int count) {
    List<String> ids = new ArrayList<>();
    String first = client.create("copy-source", VolumeKind.EXT4, bytes);
    client.prepareStage(first);
    var _ = client.stageAndPublish(first, VolumeKind.EXT4);
    client.unpublishAndUnstage(first);
    ids.add(first);
    for (int i = 1; i < count; i++) {
      ids.add(client.copy("copy-source-" + i, VolumeKind.EXT4, bytes, first));
    }
    return new CopySources(ids, ids.stream().map(id -> file(pool, id)).toList());
  }

  private static Path file(Path pool, String id) {
    String uuid = id.substring(id.indexOf('.') + 1);
    return pool.resolve("volumes").resolve(uuid).resolve("data.img");
  }

  /** For the run of this index. */
  String id(int index) {
    return ids.get(index % ids.size());
  }

  /** For the run of this index. */
  Path file(int index) {
    return files.get(index % files.size());
  }
}
