package io.cistern.pool.lvm;

import io.cistern.pool.Volumes;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.lvm.tags.LvContent;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.pool.rules.Conflicts;
import io.cistern.pool.rules.MutableParameters;
import io.cistern.pool.rules.VolumeSizes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes as logical volumes. */
final class LvmVolumes implements Volumes {
  private final PoolId pool;
  private final VolumeGroup group;
  private final Inventory inventory;
  private final LvmCapacity capacity;
  private final Layers layers;
  private final VolumeMaker maker;
  private final VolumeHealth health;

  LvmVolumes(
      PoolId pool,
      VolumeGroup group,
      Inventory inventory,
      LvmCapacity capacity,
      Layers layers,
      VolumeMaker maker) {
    this.pool = pool;
    this.group = group;
    this.inventory = inventory;
    this.capacity = capacity;
    this.layers = layers;
    this.maker = maker;
    this.health = new VolumeHealth(layers, capacity);
  }

  @Override
  public Volume create(VolumeSpec spec) {
    VolumeId id = VolumeId.named(pool, spec.name());
    return PoolErrors.translating(
        "create volume " + id,
        () ->
            find(id)
                .map(existing -> Conflicts.replay(existing, spec))
                .orElseGet(() -> maker.make(id, spec)));
  }

  @Override
  public Optional<Volume> find(VolumeId id) {
    return inventory.now().volume(id).map(OwnLv::volume);
  }

  @Override
  public Page<Volume> list(Optional<VolumeId> after, int limit) {
    List<Volume> found =
        inventory
            .now()
            .volumes()
            .tailMap(after.map(id -> id.uuid().toString()).orElse(""), false)
            .values()
            .stream()
            .limit(limit + 1L)
            .map(OwnLv::volume)
            .toList();
    return new Page<>(found.stream().limit(limit).toList(), found.size() > limit);
  }

  @Override
  public void delete(VolumeId id) {
    PoolErrors.translating(
        "delete volume " + id, () -> inventory.now().volume(id).ifPresent(this::remove));
  }

  private void remove(OwnLv lv) {
    if (layers.of(lv).isPresent()) {
      throw new PoolError.Precondition("volume " + lv.volume().id() + " is attached");
    }
    inventory.change(
        () -> group.remove(List.of(lv.name())),
        contents -> {
          contents.remove(lv);
          contents.take(lv.thin() ? 0 : -lv.size().bytes());
        });
  }

  @Override
  public Volume expand(VolumeId id, CapacityRange range) {
    return PoolErrors.translating(
        "expand volume " + id,
        () -> {
          OwnLv lv = inventory.now().required(id);
          Volume volume = lv.volume();
          ByteSize size =
              VolumeSizes.ofExpanded(
                  volume.size(),
                  range,
                  capacity
                      .maximumVolumeSize()
                      .minusOrZero(volume.spec().encryption().headerSize()));
          if (size.equals(volume.size())) {
            return volume;
          }
          Volume larger = volume.withSize(size);
          return recorded(extended(lv, capacity.extents(larger.dataSize()), size), larger);
        });
  }

  private OwnLv extended(OwnLv lv, ByteSize whole, ByteSize size) {
    if (lv.thin()) {
      capacity.requireThin(size.minusOrZero(lv.volume().size()));
      return lv.size().compareTo(whole) >= 0 ? lv : extended(lv, whole);
    }
    ByteSize more = whole.minusOrZero(lv.size());
    OwnLv[] larger = {lv};
    if (!more.isZero()) {
      capacity.allocating(more, () -> larger[0] = extended(lv, whole));
    }
    zero(larger[0], capacity.extents(lv.volume().dataSize()), whole);
    return larger[0];
  }

  private OwnLv extended(OwnLv lv, ByteSize whole) {
    OwnLv larger = lv.withSize(whole);
    inventory.change(
        () -> group.extend(lv.name(), whole),
        contents -> {
          contents.put(larger);
          contents.take(lv.thin() ? 0 : whole.bytes() - lv.size().bytes());
        });
    return larger;
  }

  /** What is beyond a volume's last extent may have been another's, or half an expansion's. */
  private void zero(OwnLv lv, ByteSize from, ByteSize to) {
    boolean active = layers.isActive(lv);
    Bytes.zero(layers.activate(lv).path(), from.bytes(), to.bytes());
    if (!active) {
      group.deactivate(List.of(lv.name()));
    }
  }

  @Override
  public Volume modify(VolumeId id, Map<String, String> parameters) {
    return PoolErrors.translating(
        "modify volume " + id,
        () -> {
          OwnLv lv = inventory.now().required(id);
          Volume volume = lv.volume();
          Volume wanted = MutableParameters.parse(parameters).applyTo(volume);
          if (wanted.equals(volume)) {
            return volume;
          }
          return wanted.provisioning() == volume.provisioning()
              ? recorded(lv, wanted)
              : provisioned(lv, wanted);
        });
  }

  private Volume provisioned(OwnLv lv, Volume wanted) {
    if (layers.of(lv).isPresent()) {
      throw new PoolError.Precondition(
          "volume %s is attached; between thin and thick its bytes are moved, which needs it not to"
                  .formatted(lv.volume().id())
              + " be in use");
    }
    OwnLv moved = maker.moved(lv, wanted);
    inventory.change(
        () -> group.remove(List.of(lv.name())),
        contents -> contents.take(lv.thin() ? 0 : -lv.size().bytes()));
    return moved.volume();
  }

  @Override
  public Volume recordFormatting(VolumeId id, Formatting formatting) {
    return PoolErrors.translating(
        "record the formatting of volume " + id,
        () -> {
          OwnLv lv = inventory.now().required(id);
          Volume volume = lv.volume();
          return Conflicts.changes(volume, formatting)
              ? recorded(lv, volume.withFormatting(formatting))
              : volume;
        });
  }

  private Volume recorded(OwnLv lv, Volume changed) {
    int generation = lv.tags().content() instanceof LvContent.OfVolume(_, int number) ? number : 0;
    LvTags tags = new LvTags(lv.tags().state(), new LvContent.OfVolume(changed, generation));
    inventory.change(() -> group.retag(lv, tags), contents -> contents.put(lv.withTags(tags)));
    return changed;
  }

  @Override
  public Condition condition(VolumeId id) {
    return PoolErrors.translating(
        "look at volume " + id, () -> health.of(inventory.now().required(id)));
  }
}
