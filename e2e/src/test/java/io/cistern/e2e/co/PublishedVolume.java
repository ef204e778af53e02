package io.cistern.e2e.co;

import io.cistern.e2e.data.Region;
import java.nio.file.Path;

/**
 * A volume on a node, where a pod sees it.
 *
 * @param volume the volume
 * @param staging its staging path
 * @param target its target path: a directory, or a device for a raw volume
 */
public record PublishedVolume(CsiVolume volume, Path staging, Path target) {

  /** The volume's {@code index}-th place for test data: a file, or a stretch of the raw device. */
  public Region region(int index, long bytes) {
    return switch (volume.kind()) {
      case EXT4, XFS, BTRFS -> new Region(target.resolve("region-" + index), 0, bytes);
      case BLOCK -> new Region(target, index * (16L << 20), bytes);
    };
  }
}
