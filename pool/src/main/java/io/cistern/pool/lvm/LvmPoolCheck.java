package io.cistern.pool.lvm;

import io.cistern.pool.check.CheckReport;
import io.cistern.pool.check.Finding;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.lvm.command.LvRow;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.lvm.command.LvmChanges;
import io.cistern.pool.lvm.command.Reports;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import java.util.List;

/**
 * Verifies an LVM pool: the tags of every logical volume of ours against that itself, and the
 * kernel's devices against both.
 */
public final class LvmPoolCheck {
  private final LvmPlace place;
  private final LvmPoolOptions options;
  private final Lvm lvm;
  private final Reports reports;

  private LvmPoolCheck(LvmPlace place, LvmPoolOptions options) {
    this.place = place;
    this.options = options;
    this.lvm = new Lvm(options.program());
    this.reports = new Reports(lvm);
  }

  /**
   * Looks and changes nothing, but for activating the thin pool. May run beside the pool's owner;
   * it then leaves half-made things to it.
   *
   * @throws PoolError.NotFound if there is no pool
   * @throws PoolError.Corrupt if the pool's own record is not valid: nothing else can be judged
   *     then
   */
  public static CheckReport check(LvmPlace place, LvmPoolOptions options) {
    return PoolErrors.translating(
        "check the pool in " + place,
        () -> new LvmPoolCheck(place, options).inspected().report(List.of()));
  }

  /**
   * Looks, opens the pool, which does what is provably safe, and looks again: what a crash left is
   * removed, half an expansion taken back, devices that nobody uses go.
   *
   * @throws PoolError.Busy if a process owns the pool
   */
  public static CheckReport repair(LvmPlace place, LvmPoolOptions options) {
    List<Finding> before = check(place, options).findings();
    LvmPool.open(place, options).close();
    return PoolErrors.translating(
        "repair the pool in " + place,
        () -> {
          LvmInspection after = new LvmPoolCheck(place, options).inspected();
          List<Finding> left = after.report(List.of()).findings();
          return after.report(before.stream().filter(finding -> !left.contains(finding)).toList());
        });
  }

  private LvmInspection inspected() {
    List<LvRow> rows = reports.volumes(place.group());
    LvmPoolRecord pool = LvmPoolInit.record(place, rows);
    PoolId id = pool.info().id();
    // Before the report: what its owner makes from here on is not taken for a dead one's.
    boolean owned = RuntimeDirectory.of(options.runtime(), id).owner(place).isTaken();
    VolumeGroup group = new VolumeGroup(new LvmChanges(lvm), place.group(), place.thinPool(), id);
    Inventory inventory = new Inventory(reports, place.group(), id);
    LvmInspection inspection =
        new LvmInspection(
            place.group(),
            inventory.now(),
            new Layers(group, inventory),
            new LvmCapacity(group, inventory, pool),
            owned);
    inspection.run();
    inspection.strangers(rows);
    return inspection;
  }
}
