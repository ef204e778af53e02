package io.cistern.pool.loop.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The paths of a loop pool.
 *
 * <pre>
 * pool.json                                identity; its presence makes the directory a pool
 * lock                                     held (flock) by the process that owns the pool
 * volumes/UUID/{volume.json,data.img}
 * snapshots/UUID/{snapshot.json,data.img}
 * groups/UUID/{group.json,members/UUID/{snapshot.json,data.img}}
 * staging/                                 half-made things, see {@link ScratchName}
 * trash/                                   renamed here first, then unlinked
 * </pre>
 *
 * <p>A thing exists when its directory is in {@code volumes}, {@code snapshots} or {@code groups}:
 * a group of any size appears and disappears by one rename.
 *
 * @param root the pool's directory
 */
public record PoolLayout(Path root) {
  public static final String VOLUME_JSON = "volume.json";
  public static final String SNAPSHOT_JSON = "snapshot.json";
  public static final String GROUP_JSON = "group.json";
  public static final String DATA = "data.img";
  public static final String MEMBERS = "members";

  /** The directories that a pool consists of. */
  public List<Path> directories() {
    return List.of(volumes(), snapshots(), groups(), staging(), trash());
  }

  public Path poolJson() {
    return root.resolve("pool.json");
  }

  public Path lock() {
    return root.resolve("lock");
  }

  public Path volumes() {
    return root.resolve("volumes");
  }

  public Path snapshots() {
    return root.resolve("snapshots");
  }

  public Path groups() {
    return root.resolve("groups");
  }

  public Path staging() {
    return root.resolve("staging");
  }

  public Path trash() {
    return root.resolve("trash");
  }

  public Path volume(UUID uuid) {
    return volumes().resolve(uuid.toString());
  }

  public Path volumeJson(UUID uuid) {
    return volume(uuid).resolve(VOLUME_JSON);
  }

  public Path volumeData(UUID uuid) {
    return volume(uuid).resolve(DATA);
  }

  public Path snapshot(UUID uuid) {
    return snapshots().resolve(uuid.toString());
  }

  public Path group(UUID uuid) {
    return groups().resolve(uuid.toString());
  }

  public Path groupJson(UUID uuid) {
    return group(uuid).resolve(GROUP_JSON);
  }

  public Path members(UUID group) {
    return group(group).resolve(MEMBERS);
  }
}
