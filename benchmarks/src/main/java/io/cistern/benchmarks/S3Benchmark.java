package io.cistern.benchmarks;

import io.cistern.benchmarks.machine.Machine;
import io.cistern.benchmarks.machine.Workspace;
import io.cistern.benchmarks.report.ReportFiles;
import io.cistern.benchmarks.s3.load.S3Load;
import io.cistern.benchmarks.s3.report.S3Report;
import io.cistern.benchmarks.s3.report.S3Results;
import io.cistern.benchmarks.s3.report.S3Results.ServerMemory;
import io.cistern.benchmarks.s3.server.Gateway;
import io.cistern.benchmarks.s3.server.Minio;
import io.cistern.benchmarks.s3.server.Server;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Starts the gateway and its peers on one disk, measures, reports, and takes all away again. */
public final class S3Benchmark {
  private S3Benchmark() {}

  /** See {@link S3Arguments}. */
  public static void main(String... words) {
    S3Arguments arguments = S3Arguments.parse(System.getenv(), words);
    try (Workspace workspace = new Workspace(arguments.parent())) {
      S3Results results = run(arguments, workspace);
      String tables = S3Report.of(results);
      ReportFiles files = new ReportFiles("s3", results, tables);
      files.write(arguments.output());
      arguments.publish().ifPresent(files::publish);
      System.out.println(tables);
    }
  }

  private static S3Results run(S3Arguments arguments, Workspace workspace) {
    List<Server> servers = start(arguments, workspace);
    List<Double> atStart = servers.stream().map(Server::rssMib).toList();
    S3Load load = new S3Load(servers, arguments.effort(), arguments.parts(), S3Benchmark::progress);
    var objects = load.objects();
    var lists = load.lists();
    List<ServerMemory> memory = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      if (server.process().isPresent()) {
        memory.add(
            new ServerMemory(server.name(), atStart.get(i), server.rssMib(), server.peakRssMib()));
      }
    }
    return new S3Results(
        LocalDate.now(ZoneOffset.UTC).toString(),
        Machine.of(workspace.directory()),
        servers.stream().map(Server::name).toList(),
        objects,
        lists,
        memory);
  }

  private static List<Server> start(S3Arguments arguments, Workspace workspace) {
    List<Server> servers = new ArrayList<>();
    if (arguments.servers().contains(S3Arguments.CISTERN)) {
      servers.add(Gateway.start(arguments.repository(), workspace));
    }
    if (arguments.servers().contains(S3Arguments.MINIO)) {
      Minio.program()
          .ifPresentOrElse(
              program -> servers.add(Minio.start(program, workspace)),
              () -> progress("no minio on the PATH: measured without it"));
    }
    arguments.peer().ifPresent(servers::add);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("there is no server to measure");
    }
    return servers;
  }

  private static void progress(String what) {
    System.err.println("bench: " + what);
  }
}
