package io.cistern.benchmarks.s3.report;

import io.cistern.benchmarks.machine.Machine;
import io.cistern.benchmarks.s3.load.CellRow;
import io.cistern.benchmarks.s3.load.ListRow;
import java.util.List;
import java.util.Optional;

/**
 * Everything one run measured. A part that was left out is empty.
 *
 * @param date ISO 8601
 * @param machine on what
 * @param servers their names, ours first
 * @param objects operations on objects
 * @param lists pages of keys
 * @param memory of the servers that were started for the run
 */
public record S3Results(
    String date,
    Machine machine,
    List<String> servers,
    List<CellRow> objects,
    List<ListRow> lists,
    List<ServerMemory> memory) {

  /**
   * What a server held.
   *
   * @param server its name
   * @param startMib resident when it had just answered for the first time
   * @param endMib after everything
   * @param peakMib at most
   */
  public record ServerMemory(String server, double startMib, double endMib, double peakMib) {}

  String ours() {
    return servers.getFirst();
  }

  List<String> peers() {
    return servers.subList(1, servers.size());
  }

  Optional<ServerMemory> memoryOf(String server) {
    return memory.stream().filter(held -> held.server().equals(server)).findFirst();
  }
}
