package io.cistern.node.csi;

import io.cistern.node.request.VolumeUsage.Amount;
import io.cistern.node.request.VolumeUsage.Usage;
import io.cistern.protocol.csi.VolumeUsage;
import io.cistern.protocol.csi.VolumeUsage.Unit;
import java.util.List;

/** Renders what a volume holds. */
final class UsageMessages {
  private UsageMessages() {}

  static List<VolumeUsage> of(Usage usage) {
    return switch (usage) {
      case Usage.Device device ->
          List.of(
              VolumeUsage.newBuilder().setTotal(device.size().bytes()).setUnit(Unit.BYTES).build());
      case Usage.Files files ->
          List.of(amount(files.bytes(), Unit.BYTES), amount(files.inodes(), Unit.INODES));
    };
  }

  private static VolumeUsage amount(Amount amount, Unit unit) {
    return VolumeUsage.newBuilder()
        .setTotal(amount.total())
        .setUsed(amount.used())
        .setAvailable(amount.available())
        .setUnit(unit)
        .build();
  }
}
