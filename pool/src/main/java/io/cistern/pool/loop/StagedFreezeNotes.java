package io.cistern.pool.loop;

import io.cistern.pool.freeze.FreezeNotes;
import io.cistern.pool.loop.layout.FreezeRecord;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.loop.layout.ScratchName.Kind;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/** Notes in {@code staging}, which {@link Recovery} reads before it sweeps there. */
final class StagedFreezeNotes implements FreezeNotes {
  private final Staging staging;

  StagedFreezeNotes(Staging staging) {
    this.staging = staging;
  }

  @Override
  public Note write(Set<UUID> volumes) {
    Path file = staging.scratch(Kind.FREEZE, UUID.randomUUID());
    RecordFile.write(file, FreezeRecord.of(volumes));
    Staging.syncDirectoryOf(file);
    return () -> Staging.deleteTree(file);
  }
}
