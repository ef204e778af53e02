package io.cistern.benchmarks;

import io.cistern.benchmarks.lvm.Disk;
import io.cistern.benchmarks.lvm.LvmLoad;
import io.cistern.benchmarks.machine.Machine;
import io.cistern.benchmarks.machine.Workspace;
import io.cistern.benchmarks.report.LvmReport;
import io.cistern.benchmarks.report.LvmResults;
import io.cistern.benchmarks.report.ReportFiles;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Makes two volume groups, one for a pool and one bare, measures, and takes them away again. */
public final class LvmBenchmark {
  private LvmBenchmark() {}

  /** See {@link LvmArguments}. */
  public static void main(String... words) {
    LvmArguments arguments = LvmArguments.parse(words);
    try (Workspace workspace = new Workspace(arguments.parent())) {
      LvmLoad load = new LvmLoad(arguments.effort(), what -> System.err.println("bench: " + what));
      LvmResults results =
          new LvmResults(
              LocalDate.now(ZoneOffset.UTC).toString(),
              Machine.of(workspace.directory()),
              load.run(
                  Disk.make(workspace, "ours"),
                  Disk.make(workspace, "bare"),
                  workspace.make("run")));
      String tables = LvmReport.of(results);
      ReportFiles files = new ReportFiles("lvm", results, tables);
      files.write(arguments.output());
      arguments.publish().ifPresent(files::publish);
      System.out.println(tables);
    }
  }
}
