package io.cistern.pool.lvm;

import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.VolumeId;
import java.nio.file.Path;
import java.util.Set;

/** A process that cuts all volumes of a pool together, again and again, until it is killed. */
final class GroupCutter {
  private GroupCutter() {}

  /** Arguments: the volume group, the runtime directory. */
  public static void main(String[] args) {
    LvmPool pool =
        LvmPool.open(
            new LvmPlace(args[0], LvmPlace.THIN_POOL),
            LvmPoolOptions.DEFAULT.withProgram(Lvm.PROGRAM, Path.of(args[1])));
    Set<VolumeId> volumes = Set.copyOf(pool.attachments().list().keySet());
    while (true) {
      GroupSnapshot group = pool.groupSnapshots().create(new EntityName("cut"), volumes);
      pool.groupSnapshots().delete(group.id());
    }
  }
}
