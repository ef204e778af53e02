package io.cistern.cli.demo;

import static io.cistern.cli.demo.DemoFailure.unless;

import io.cistern.cli.client.VolumeCalls;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.csi.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Cuts snapshots while fio and sqlite3 write, and restores them. What a program was told is written
 * before the cut must be in the restored volume.
 */
final class SnapshotUnderLoad {
  private static final int COMMITS = 400;
  private final Programs programs;
  private final VolumeCalls calls;
  private final Path directory;
  private final DemoVolume database;
  private final DemoVolume files;
  private Optional<Snapshot> ofFiles = Optional.empty();
  private Optional<Snapshot> ofDatabase = Optional.empty();
  private long committed;

  SnapshotUnderLoad(
      Programs programs, VolumeCalls calls, Path directory, DemoVolume database, DemoVolume files) {
    this.programs = programs;
    this.calls = calls;
    this.directory = directory;
    this.database = database;
    this.files = files;
  }

  String cut() {
    Programs.Running fio =
        programs.start(
            "fio",
            "--name=load",
            "--filename=" + files.file("load.bin"),
            "--rw=randwrite",
            "--bs=4k",
            "--size=16M",
            "--direct=1",
            "--ioengine=psync",
            "--time_based",
            "--runtime=8",
            "--rate=8m",
            "--output-format=terse");
    Programs.Running sqlite = programs.start("sqlite3", "-init", commits(), db(database), ".quit");
    awaitCommits(5);
    committed = count(database);
    long start = System.nanoTime();
    ofFiles = Optional.of(calls.snapshot("files-under-load", files.id()));
    ofDatabase = Optional.of(calls.snapshot("database-under-load", database.id()));
    long millis = (System.nanoTime() - start) / 2_000_000;
    boolean busy = fio.isAlive();
    long after = count(database);
    sqlite.finish();
    fio.finish();
    unless(busy, "fio had ended before the snapshot");
    unless(count(database) == COMMITS, "sqlite3 lost commits");
    return "two, %d ms each, while fio wrote and sqlite3 committed (%d before, %d after)"
        .formatted(millis, committed, after);
  }

  List<String> snapshots() {
    return List.of(snapshot(ofFiles).getSnapshotId(), snapshot(ofDatabase).getSnapshotId());
  }

  String restoreFiles(UnaryOperator<DemoVolume> track, String sum) {
    DemoVolume restored = restored(track, files, snapshot(ofFiles));
    String now = Checksum.of(restored.file("data.bin"));
    unless(now.equals(sum), "SHA-256 is %s, was %s".formatted(now, sum));
    return "files: SHA-256 before %s after %s".formatted(Checksum.brief(sum), Checksum.brief(now));
  }

  String restoreDatabase(UnaryOperator<DemoVolume> track) {
    DemoVolume restored = restored(track, database, snapshot(ofDatabase));
    String verdict = programs.run("sqlite3", db(restored), "PRAGMA integrity_check;");
    unless(verdict.equals("ok"), "sqlite3 says " + verdict);
    long rows = count(restored);
    unless(
        rows >= committed, "%d commits were acknowledged, %d are there".formatted(committed, rows));
    return "database: integrity_check ok; %d commits acknowledged before the cut, %d there"
        .formatted(committed, rows);
  }

  private DemoVolume restored(
      UnaryOperator<DemoVolume> track, DemoVolume source, Snapshot snapshot) {
    DemoVolume restored =
        track.apply(
            DemoVolume.create(
                calls,
                source.name() + "-restored",
                new ByteSize(snapshot.getSizeBytes()),
                source.capability(),
                directory,
                Optional.of(VolumeCalls.fromSnapshot(snapshot.getSnapshotId()))));
    restored.stage();
    restored.publish();
    return restored;
  }

  private static Snapshot snapshot(Optional<Snapshot> cut) {
    return cut.orElseThrow(() -> new DemoFailure("no snapshot was cut"));
  }

  /** A script of single commits, each synced before the next. */
  private String commits() {
    StringBuilder script =
        new StringBuilder(
            "PRAGMA synchronous=FULL;\nPRAGMA busy_timeout=10000;\n"
                + "CREATE TABLE commits(id INTEGER PRIMARY KEY, body TEXT);\n");
    for (int i = 1; i <= COMMITS; i++) {
      script.append("INSERT INTO commits VALUES(").append(i).append(", hex(randomblob(512)));\n");
    }
    Path file = directory.resolve("commits.sql");
    try {
      Files.writeString(file, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  private void awaitCommits(int least) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!tableExists() || count(database) < least) {
      unless(System.nanoTime() < deadline, "sqlite3 does not commit");
    }
  }

  private boolean tableExists() {
    return programs
        .run(
            "sqlite3",
            "-cmd",
            ".timeout 10000",
            db(database),
            "SELECT count(*) FROM sqlite_master WHERE name='commits';")
        .equals("1");
  }

  private long count(DemoVolume volume) {
    return Long.parseLong(
        programs.run(
            "sqlite3", "-cmd", ".timeout 10000", db(volume), "SELECT count(*) FROM commits;"));
  }

  private static String db(DemoVolume volume) {
    return volume.file("app.db").toString();
  }
}
