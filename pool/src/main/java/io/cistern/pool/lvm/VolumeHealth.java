package io.cistern.pool.lvm;

import io.cistern.linux.block.BlockDevice;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.PoolError;
import java.util.Optional;

/** Looks at a volume: its device, and the pool around it. */
final class VolumeHealth {
  static final int DATA_NEARLY_FULL = 95;
  static final int METADATA_NEARLY_FULL = 80;

  private final Layers layers;
  private final LvmCapacity capacity;

  VolumeHealth(Layers layers, LvmCapacity capacity) {
    this.layers = layers;
    this.capacity = capacity;
  }

  Condition of(OwnLv lv) {
    return device(lv)
        .or(() -> lv.thin() ? thinPool() : Optional.empty())
        .map(Condition::abnormal)
        .orElse(Condition.NORMAL);
  }

  private Optional<String> device(OwnLv lv) {
    return layers
        .of(lv)
        .flatMap(
            layer -> {
              long size = BlockDevice.size(layer.path());
              // Smaller is an expansion whose node part is still to come.
              return size > 0 && size <= lv.volume().dataSize().bytes()
                  ? Optional.empty()
                  : Optional.of("device %s has %d bytes".formatted(layer.path(), size));
            });
  }

  private Optional<String> thinPool() {
    ThinPoolStatus thin;
    try {
      thin = capacity.thinPool();
    } catch (PoolError.Corrupt e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    if (thin.fault().isPresent()) {
      return thin.fault();
    }
    if (thin.metadataPercent() >= METADATA_NEARLY_FULL) {
      return Optional.of(
          "pool nearly full: its metadata is %d %% full".formatted(thin.metadataPercent()));
    }
    return thin.dataPercent() >= DATA_NEARLY_FULL
        ? Optional.of("pool nearly full: its data is %d %% full".formatted(thin.dataPercent()))
        : Optional.empty();
  }
}
