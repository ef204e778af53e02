package io.cistern.benchmarks.report;

import io.cistern.benchmarks.fio.FioRow;
import io.cistern.benchmarks.latency.LatencyRow;
import io.cistern.benchmarks.machine.Machine;
import io.cistern.benchmarks.service.LoadedMemory;
import io.cistern.benchmarks.service.ServiceRow;
import java.util.List;

/**
 * Everything one run measured. A part that was left out is empty.
 *
 * @param date ISO 8601
 * @param machine on what
 * @param latencies of the CSI calls
 * @param fio of published volumes
 * @param services at their start and at rest
 * @param loaded the services' memory after the latencies were measured
 */
public record Results(
    String date,
    Machine machine,
    List<LatencyRow> latencies,
    List<FioRow> fio,
    List<ServiceRow> services,
    List<LoadedMemory> loaded) {}
