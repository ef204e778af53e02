package io.cistern.cli.command;

import io.cistern.cli.failure.Root;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.PoolChoice;
import io.cistern.cli.text.Column;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Json;
import io.cistern.cli.text.Listing;
import io.cistern.cli.text.OutputFormat;
import io.cistern.cli.text.Style;
import io.cistern.pool.Pool;
import io.cistern.pool.check.CheckReport;
import io.cistern.pool.check.Finding;
import io.cistern.pool.check.PoolCheck;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.lvm.LvmPlace;
import io.cistern.pool.lvm.LvmPool;
import io.cistern.pool.lvm.LvmPoolCheck;
import io.cistern.pool.lvm.LvmPoolOptions;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.uri.PoolUri;
import io.cistern.protocol.agent.PoolDescription;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cistern pool}: pools on this machine's disks, without a service. */
@Command(
    name = "pool",
    mixinStandardHelpOptions = true,
    description = "Make, show and check pools on this machine's disks.")
final class PoolCommand {
  private static final String DIRECTORY = "the pool's directory; the data directory's by default";
  private final Console console;

  PoolCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description =
          "Make a pool in a directory or in a volume group, or open the one of this name that is"
              + " there. Where a directory's filesystem has no reflinks, a sparse XFS image is made"
              + " beside it and mounted. A volume group and its thin pool are made where they are"
              + " missing, and adopted where they are not.")
  int init(
      @Mixin DataOption data,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "DIR", arity = "0..1", description = DIRECTORY)
          Optional<Path> directory,
      @Option(names = "--name", paramLabel = "NAME", description = "default: default")
          Optional<String> name,
      @Option(
              names = "--size",
              paramLabel = "SIZE",
              description =
                  "of the image or of the thin pool; four fifths of the free space by default")
          Optional<ByteSize> size,
      @Option(
              names = "--image",
              paramLabel = "FILE",
              description = "where the image goes; DIR.img by default")
          Optional<Path> image,
      @Mixin LvmOption lvm,
      @Mixin DevicesOption devices) {
    Root.require("disks and mounts");
    PoolName poolName = new PoolName(name.orElse("default"));
    lvm.requireGroupFor(devices);
    Optional<LvmPlace> place = lvm.place(directory);
    if (place.isPresent()) {
      LvmPoolOptions options = LvmPoolOptions.DEFAULT;
      options = size.isPresent() ? options.withThinPoolSize(size.get()) : options;
      List<Path> disks = LvmPool.isGroupThere(place.get()) ? devices.named() : devices.all();
      try (LvmPool pool = LvmPool.init(place.get(), disks, poolName, options)) {
        print(pool, output.format());
      }
      return 0;
    }
    LoopPoolOptions options = LoopPoolOptions.DEFAULT;
    options = size.isPresent() ? options.withImageSize(size.get()) : options;
    options = image.isPresent() ? options.withImagePath(image.get()) : options;
    Path chosen = directory.orElseGet(() -> data.data().pool());
    try (MountedMeanwhile _ = new MountedMeanwhile(chosen);
        LoopPool pool = LoopPool.init(chosen, poolName, options)) {
      print(pool, output.format());
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show a pool that no service has open; `status` shows those that one has.")
  int show(
      @Mixin DataOption data,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "DIR", arity = "0..1", description = DIRECTORY)
          Optional<Path> directory,
      @Mixin LvmOption lvm) {
    Root.require("disks and mounts");
    switch (where(lvm, directory, data.data())) {
      case PoolUri.Lvm(LvmPlace place) -> {
        try (LvmPool pool = LvmPool.open(place, LvmPoolOptions.DEFAULT)) {
          print(pool, output.format());
        }
      }
      case PoolUri.Loop(Path chosen) -> {
        try (MountedMeanwhile _ = new MountedMeanwhile(chosen);
            LoopPool pool = LoopPool.open(chosen, LoopPoolOptions.DEFAULT)) {
          print(pool, output.format());
        }
      }
    }
    return 0;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Verify a pool: every record against its data, and what is there against both. May run"
              + " beside the services. Exits with 1 if something is wrong.")
  int check(
      @Mixin DataOption data,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "DIR", arity = "0..1", description = DIRECTORY)
          Optional<Path> directory,
      @Mixin LvmOption lvm,
      @Option(
              names = "--repair",
              description =
                  "repair what is provably safe; needs `down`, as no service may have it open")
          boolean repair) {
    Root.require("disks and mounts");
    CheckReport report =
        switch (where(lvm, directory, data.data())) {
          case PoolUri.Lvm(LvmPlace place) -> check(place, repair);
          case PoolUri.Loop(Path chosen) -> check(chosen, repair);
        };
    switch (output.format()) {
      case TABLE -> printReport(report);
      case JSON -> console.print(Json.text(json(report)));
    }
    return report.isClean() ? 0 : 1;
  }

  /** Where nothing is said, the pool that the services of the data directory are on. */
  private static PoolUri where(LvmOption lvm, Optional<Path> directory, DataDirectory data) {
    Optional<PoolUri> said =
        lvm.place(directory)
            .<PoolUri>map(PoolUri.Lvm::new)
            .or(() -> directory.map(path -> new PoolUri.Loop(path.toAbsolutePath())));
    return said.orElseGet(() -> new PoolChoice(data).pool());
  }

  private static CheckReport check(LvmPlace place, boolean repair) {
    LvmPoolOptions options = LvmPoolOptions.DEFAULT;
    return repair ? LvmPoolCheck.repair(place, options) : LvmPoolCheck.check(place, options);
  }

  private static CheckReport check(Path directory, boolean repair) {
    try (MountedMeanwhile _ = new MountedMeanwhile(directory)) {
      return repair ? PoolCheck.repair(directory) : PoolCheck.check(directory);
    }
  }

  private void printReport(CheckReport report) {
    report.repaired().forEach(finding -> console.print(line(Style.GOOD, "repaired", finding)));
    for (Finding finding : report.findings()) {
      Style style = finding.severity() == Finding.Severity.ERROR ? Style.BAD : Style.WARN;
      console.print(
          line(style, finding.severity().name().toLowerCase(java.util.Locale.ROOT), finding));
      console.print("          " + finding.remedy());
    }
    console.print(
        "%d volumes, %d snapshots, %d groups: %s%s"
            .formatted(
                report.volumes(),
                report.snapshots(),
                report.groups(),
                report.isClean() ? "clean" : report.findings().size() + " found",
                report.owned() ? " (a service has it open; half-made things are its own)" : ""));
  }

  private String line(Style style, String word, Finding finding) {
    return console.styled(style, "%-9s".formatted(word))
        + " "
        + finding.path()
        + ": "
        + finding.what();
  }

  private static Map<String, Object> json(CheckReport report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("clean", report.isClean());
    all.put("volumes", report.volumes());
    all.put("snapshots", report.snapshots());
    all.put("groups", report.groups());
    all.put("owned", report.owned());
    all.put("findings", findings(report.findings()));
    all.put("repaired", findings(report.repaired()));
    return all;
  }

  private static List<Map<String, Object>> findings(List<Finding> findings) {
    return new Listing<>(
            List.of(
                Column.<Finding>of("SEVERITY", "severity", found -> found.severity().name()),
                Column.of("PATH", "path", found -> found.path().toString()),
                Column.of("WHAT", "what", Finding::what),
                Column.of("REMEDY", "remedy", Finding::remedy),
                new Column<>(
                    "REPAIRABLE",
                    "repairable",
                    found -> String.valueOf(found.repairable()),
                    Finding::repairable,
                    false)),
            findings)
        .json();
  }

  private void print(Pool pool, OutputFormat format) {
    new Listing<>(PoolColumns.columns(console), List.of(description(pool))).print(console, format);
  }

  private static PoolDescription description(Pool pool) {
    var capacity = pool.capacity();
    PoolDescription.Builder description =
        PoolDescription.newBuilder()
            .setPoolId(pool.info().id().value())
            .setName(pool.info().name().value())
            .setBackend(pool.info().backend());
    description
        .getCapacityBuilder()
        .setTotal(capacity.total().bytes())
        .setAvailable(capacity.available().bytes())
        .setAvailableThick(capacity.availableThick().bytes())
        .setUsed(capacity.used().bytes())
        .setPromised(capacity.promised().bytes())
        .setReserved(capacity.reserved().bytes());
    return description.build();
  }
}
