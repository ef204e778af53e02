package io.cistern.benchmarks;

import io.cistern.benchmarks.fio.FioRow;
import io.cistern.benchmarks.fio.FioTarget;
import io.cistern.benchmarks.latency.CsiClient;
import io.cistern.benchmarks.latency.LatencyBenchmark;
import io.cistern.benchmarks.latency.LatencyRow;
import io.cistern.benchmarks.latency.VolumeKind;
import io.cistern.benchmarks.machine.Machine;
import io.cistern.benchmarks.machine.PoolFilesystem;
import io.cistern.benchmarks.machine.Workspace;
import io.cistern.benchmarks.report.CsiReport;
import io.cistern.benchmarks.report.ReportFiles;
import io.cistern.benchmarks.report.Results;
import io.cistern.benchmarks.service.LoadedMemory;
import io.cistern.benchmarks.service.ServiceProcess;
import io.cistern.benchmarks.service.ServiceRow;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.model.PoolName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the services on a new pool, measures, reports, and takes everything away again. */
public final class CsiBenchmark {
  /** Kept here, for a logger that nobody holds forgets its level. */
  private static final Logger NETTY = Logger.getLogger("io.netty");

  private static final Logger GRPC = Logger.getLogger("io.grpc");
  private static final int FIO_MEBIBYTES = 1024;
  private static final long FIO_VOLUME_BYTES = 2L << 30;
  private static final long REST_MILLIS = 10_000;
  private final Arguments arguments;
  private final Path filesystem;
  private final Path pool;
  private final Path scratch;
  private final Path logs;
  private final Services services;

  private CsiBenchmark(Arguments arguments, Workspace workspace) {
    this.arguments = arguments;
    this.filesystem = PoolFilesystem.mount(workspace);
    this.pool = filesystem.resolve("pool");
    LoopPool.init(pool, new PoolName("bench"), LoopPoolOptions.DEFAULT).close();
    this.scratch = workspace.make("scratch");
    this.logs = workspace.make("logs");
    this.services = Services.of(arguments.repository(), workspace.make("s"), pool);
  }

  /** See {@link Arguments}. */
  public static void main(String... words) {
    Arguments arguments = Arguments.parse(words);
    NETTY.setLevel(Level.SEVERE);
    GRPC.setLevel(Level.SEVERE);
    try (Workspace workspace = new Workspace(arguments.parent())) {
      Results results = new CsiBenchmark(arguments, workspace).run(workspace);
      String tables = CsiReport.of(results);
      ReportFiles files = new ReportFiles("csi", results, tables);
      files.write(arguments.output());
      arguments.publish().ifPresent(files::publish);
      System.out.println(tables);
    }
  }

  private Results run(Workspace workspace) {
    List<ServiceRow> starts = new ArrayList<>();
    if (arguments.parts().contains("start")) {
      progress("starting the node");
      starts.addAll(arguments.starts().run(services.node(), services.nodeSocket(), logs));
    }
    ServiceProcess node = ServiceProcess.start(services.node(), services.nodeSocket(), logs);
    workspace.beforeSweep(node::close);
    if (arguments.parts().contains("start")) {
      progress("starting the controller");
      starts.addAll(
          arguments.starts().run(services.controller(), services.controllerSocket(), logs));
    }
    ServiceProcess controller =
        ServiceProcess.start(services.controller(), services.controllerSocket(), logs);
    workspace.beforeSweep(controller::close);
    try (CsiClient client =
        new CsiClient(
            services.controllerSocket(), services.nodeSocket(), workspace.make("kubelet"))) {
      List<FioRow> fio = arguments.parts().contains("fio") ? fio(client) : List.of();
      List<LatencyRow> latencies =
          arguments.parts().contains("latency") ? latencies(client) : List.of();
      return new Results(
          LocalDate.now(ZoneOffset.UTC).toString(),
          Machine.of(workspace.directory()),
          latencies,
          fio,
          starts,
          latencies.isEmpty() ? List.of() : loaded(node, controller));
    }
  }

  private List<LatencyRow> latencies(CsiClient client) {
    return new LatencyBenchmark(
            client,
            filesystem,
            pool,
            scratch,
            arguments.latencyEffort(),
            arguments.operations(),
            CsiBenchmark::progress)
        .run();
  }

  private List<FioRow> fio(CsiClient client) {
    progress("fio");
    List<String> ids = new ArrayList<>();
    List<FioTarget> volumes = new ArrayList<>();
    for (VolumeKind kind : VolumeKind.values()) {
      String id = client.create("fio-" + kind.text(), kind, FIO_VOLUME_BYTES);
      client.prepareStage(id);
      Path target = client.stageAndPublish(id, kind);
      Path path = Files.isDirectory(target) ? target.resolve("fio") : target;
      volumes.add(new FioTarget(kind.text(), path, FIO_MEBIBYTES));
      ids.add(id);
    }
    FioTarget beside = new FioTarget("pool", filesystem.resolve("fio"), FIO_MEBIBYTES);
    List<FioRow> rows = arguments.fio().run(beside, volumes);
    for (String id : ids) {
      client.unpublishAndUnstage(id);
      client.delete(id);
    }
    return rows;
  }

  private static List<LoadedMemory> loaded(ServiceProcess node, ServiceProcess controller) {
    progress("resting");
    try {
      Thread.sleep(REST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of(
        new LoadedMemory("node", node.memory()),
        new LoadedMemory("controller", controller.memory()));
  }

  private static void progress(String what) {
    System.err.println("bench: " + what);
  }
}
