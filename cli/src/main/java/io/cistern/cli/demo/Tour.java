package io.cistern.cli.demo;

import static io.cistern.cli.demo.DemoFailure.unless;

import io.cistern.cli.client.Capabilities;
import io.cistern.cli.client.Catalog;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.client.VolumeCalls;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.GatewayVolume;
import io.cistern.cli.service.HttpPorts;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.ServiceKind;
import io.cistern.cli.service.Services;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.uri.PoolUri;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tour does, in order. Each step asserts what it says; the first that does not hold ends
 * it.
 */
final class Tour {
  private static final ByteSize POOL_SIZE = ByteSize.ofGiB(12);
  private static final ByteSize DATABASE_SIZE = ByteSize.ofMiB(256);
  private static final ByteSize FILES_SIZE = ByteSize.ofMiB(512);
  private static final ByteSize FILES_GROWN = ByteSize.ofGiB(1);
  private static final ByteSize RAW_SIZE = ByteSize.ofMiB(64);
  private static final long RAW_BYTES = 32L << 20;
  private static final int ROWS = 20_000;

  private final DemoPlace place;
  private final TourReport report;
  private final Optional<PoolUri> pool;
  private final Services services;
  private final Programs programs;
  private final ServiceClient client;
  private final VolumeCalls calls;
  private final List<DemoVolume> volumes = new ArrayList<>();
  private final List<String> snapshots = new ArrayList<>();

  private String fileSum = "";
  private String rawSum = "";
  private long usedAtFirst;

  Tour(DemoPlace place, TourReport report, Installation installation, Optional<PoolUri> pool) {
    this.place = place;
    this.report = report;
    DataDirectory data = new DataDirectory(place.directory());
    this.services =
        new Services(
            data, installation, pool, Map.of(DemoPlace.VARIABLE, place.directory().toString()));
    this.pool = pool;
    this.programs = new Programs(place.directory());
    this.client = new ServiceClient(data.endpoints());
    this.calls = new VolumeCalls(client);
  }

  void run() {
    try (client) {
      report.step("start", this::start);
      DemoVolume database = volume("database", DATABASE_SIZE, "ext4");
      DemoVolume files = volume("files", FILES_SIZE, "xfs");
      DemoVolume raw = rawVolume();
      report.step("stage", () -> stage(List.of(database, files, raw)));
      report.step("publish", () -> publish(List.of(database, files, raw)));
      report.step("write", () -> writeDatabase(database));
      report.step("write", () -> writeFile(files));
      report.step("write", () -> writeDevice(raw));
      report.step("expand", () -> expand(files));
      SnapshotUnderLoad cut =
          new SnapshotUnderLoad(programs, calls, place.directory(), database, files);
      report.step("snapshot", cut::cut);
      snapshots.addAll(cut.snapshots());
      report.step("change", () -> change(database, files));
      report.step("restore", () -> cut.restoreFiles(this::track, fileSum));
      report.step("restore", () -> cut.restoreDatabase(this::track));
      report.step("clone", () -> copy(raw));
      report.step("kill -9", () -> kill(files, raw));
      report.step("delete", this::delete);
      BucketTour buckets = new BucketTour(programs, services, place.directory());
      report.step("bucket", buckets::putSmall);
      report.step("bucket", buckets::putLarge);
      report.step("bucket", buckets::list);
      report.step("bucket", buckets::versions);
      report.step("bucket", buckets::presign);
      report.step("kill -9", buckets::kill);
      report.step("stop", this::stop);
    }
  }

  private String start() {
    services.up(
        new Services.Sizes(Optional.of(POOL_SIZE), Optional.empty()), HttpPorts.ANY, _ -> {});
    usedAtFirst = used();
    return "a pool %s; node, agent, controller and gateway are ready"
        .formatted(pool.map(uri -> "at " + uri).orElse("on a sparse XFS image of " + POOL_SIZE));
  }

  private DemoVolume volume(String name, ByteSize size, String fsType) {
    DemoVolume[] made = new DemoVolume[1];
    report.step(
        "create",
        () -> {
          made[0] =
              track(
                  DemoVolume.create(
                      calls,
                      name,
                      size,
                      Capabilities.file(fsType),
                      place.directory(),
                      Optional.empty()));
          return "volume %s: %s, %s".formatted(name, fsType, size);
        });
    return made[0];
  }

  private DemoVolume rawVolume() {
    DemoVolume[] made = new DemoVolume[1];
    report.step(
        "create",
        () -> {
          made[0] =
              track(
                  DemoVolume.create(
                      calls,
                      "raw",
                      RAW_SIZE,
                      Capabilities.block(),
                      place.directory(),
                      Optional.empty()));
          return "volume raw: a block device, " + RAW_SIZE;
        });
    return made[0];
  }

  private DemoVolume track(DemoVolume volume) {
    volumes.add(volume);
    return volume;
  }

  private static String stage(List<DemoVolume> staged) {
    staged.forEach(DemoVolume::stage);
    staged.forEach(DemoVolume::stage);
    return "%d volumes attached, formatted and mounted; the same again changed nothing"
        .formatted(staged.size());
  }

  private static String publish(List<DemoVolume> published) {
    published.forEach(DemoVolume::publish);
    return "%d volumes where programs see them".formatted(published.size());
  }

  private String writeDatabase(DemoVolume database) {
    Path file = database.file("app.db");
    programs.run(
        "sqlite3",
        file.toString(),
        "PRAGMA journal_mode=WAL; CREATE TABLE t(id INTEGER PRIMARY KEY, body TEXT);"
            + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<"
            + ROWS
            + ") INSERT INTO t SELECT i, hex(randomblob(64)) FROM n;");
    String count = programs.run("sqlite3", file.toString(), "SELECT count(*) FROM t;");
    unless(count.equals(Integer.toString(ROWS)), "the database has " + count + " rows");
    return "sqlite3: %,d rows in a database on ext4".formatted(ROWS);
  }

  private String writeFile(DemoVolume files) {
    programs.run(
        "fio",
        "--name=verified",
        "--filename=" + files.file("data.bin"),
        "--rw=randwrite",
        "--bs=16k",
        "--size=64M",
        "--direct=1",
        "--ioengine=psync",
        "--verify=crc32c",
        "--do_verify=1",
        "--end_fsync=1",
        "--output-format=terse");
    fileSum = Checksum.of(files.file("data.bin"));
    return "fio: 64 MiB random writes on XFS, each block verified; SHA-256 "
        + Checksum.brief(fileSum);
  }

  private String writeDevice(DemoVolume raw) {
    Path source = place.directory().resolve("random.bin");
    programs.run("dd", "if=/dev/urandom", "of=" + source, "bs=1M", "count=32", "status=none");
    programs.run(
        "dd",
        "if=" + source,
        "of=" + raw.target(),
        "bs=1M",
        "oflag=direct",
        "conv=fsync,nocreat",
        "status=none");
    rawSum = Checksum.of(raw.target(), RAW_BYTES);
    unless(rawSum.equals(Checksum.of(source)), "the device has other bytes than were written");
    return "dd: 32 MiB to the device and read back; SHA-256 " + Checksum.brief(rawSum);
  }

  private String expand(DemoVolume files) {
    Programs.Running load = load(files, "grow.bin", 5);
    long before = total(files);
    files.expand(FILES_GROWN);
    long after = total(files);
    unless(load.isAlive(), "fio ended while the volume grew");
    load.finish();
    unless(after > before * 3 / 2, "the filesystem has %d bytes, had %d".formatted(after, before));
    unless(Checksum.of(files.file("data.bin")).equals(fileSum), "bytes changed while it grew");
    return "%s to %s while fio wrote: %s to %s usable, SHA-256 the same %s"
        .formatted(
            FILES_SIZE,
            FILES_GROWN,
            new ByteSize(before),
            new ByteSize(after),
            Checksum.brief(fileSum));
  }

  private Programs.Running load(DemoVolume volume, String file, int seconds) {
    return programs.start(
        "fio",
        "--name=load",
        "--filename=" + volume.file(file),
        "--rw=randwrite",
        "--bs=4k",
        "--size=16M",
        "--direct=1",
        "--ioengine=psync",
        "--time_based",
        "--runtime=" + seconds,
        "--rate=8m",
        "--output-format=terse");
  }

  private String change(DemoVolume database, DemoVolume files) {
    programs.run("sqlite3", database.file("app.db").toString(), "DELETE FROM t;");
    programs.run(
        "dd",
        "if=/dev/urandom",
        "of=" + files.file("data.bin"),
        "bs=1M",
        "count=64",
        "conv=notrunc,fsync",
        "status=none");
    unless(!Checksum.of(files.file("data.bin")).equals(fileSum), "the file did not change");
    return "the volumes go on: every row deleted, the file overwritten";
  }

  private String copy(DemoVolume raw) {
    DemoVolume copy =
        track(
            DemoVolume.create(
                calls,
                "raw-clone",
                RAW_SIZE,
                Capabilities.block(),
                place.directory(),
                Optional.of(VolumeCalls.fromVolume(raw.id()))));
    copy.stage();
    copy.publish();
    unless(Checksum.of(copy.target(), RAW_BYTES).equals(rawSum), "the clone has other bytes");
    programs.run(
        "dd",
        "if=/dev/zero",
        "of=" + copy.target(),
        "bs=1M",
        "count=1",
        "oflag=direct",
        "conv=nocreat",
        "status=none");
    unless(Checksum.of(raw.target(), RAW_BYTES).equals(rawSum), "a write to the clone hit raw");
    return "raw to raw-clone: SHA-256 %s in both; a write to one is not in the other"
        .formatted(Checksum.brief(rawSum));
  }

  private String kill(DemoVolume files, DemoVolume raw) {
    Programs.Running load = load(files, "kill.bin", 6);
    services.get(ServiceKind.NODE).kill();
    boolean refused = false;
    try {
      calls.stage(files.id(), files.staging(), files.capability());
    } catch (StatusRuntimeException unavailable) {
      refused = true;
    }
    unless(refused, "a killed service answered");
    unless(load.isAlive(), "fio ended with the service");
    unless(Checksum.of(raw.target(), RAW_BYTES).equals(rawSum), "the device has other bytes");
    services.up(Services.Sizes.DEFAULT, HttpPorts.ANY, _ -> {});
    files.stage();
    files.publish();
    String extra =
        calls
            .create(
                "after-kill",
                Optional.of(ByteSize.ofMiB(16)),
                Capabilities.file("ext4"),
                Map.of(),
                Optional.empty())
            .getVolumeId();
    calls.delete(extra);
    load.finish();
    return "the node service: fio wrote on, SHA-256 %s the same; started again, calls go on"
        .formatted(Checksum.brief(rawSum));
  }

  private String delete() {
    for (DemoVolume volume : volumes.reversed()) {
      volume.remove();
    }
    snapshots.forEach(calls::deleteSnapshot);
    Catalog catalog = new Catalog(client);
    List<String> names = catalog.volumes().stream().map(left -> left.getSpec().getName()).toList();
    unless(
        names.equals(List.of(GatewayVolume.NAME)) && catalog.snapshots().isEmpty(),
        "the pool holds " + names);
    long left = Math.max(0, used() - usedAtFirst);
    unless(left < 32L << 20, "the pool still uses " + new ByteSize(left));
    return "%d volumes and %d snapshots; the gateway's is left, and the pool has its space back"
        .formatted(volumes.size(), snapshots.size());
  }

  private String stop() {
    services.down(_ -> {});
    return "the services ended" + (pool.isPresent() ? "" : ", the pool is unmounted");
  }

  private long used() {
    return new Catalog(client).describe().getPools(0).getCapacity().getUsed();
  }

  private static long total(DemoVolume volume) {
    try {
      return Files.getFileStore(volume.target()).getTotalSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
