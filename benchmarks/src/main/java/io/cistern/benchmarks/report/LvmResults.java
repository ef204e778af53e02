package io.cistern.benchmarks.report;

import io.cistern.benchmarks.latency.LatencyRow;
import io.cistern.benchmarks.machine.Machine;
import java.util.List;

/**
 * Everything one run of LVM pools measured.
 *
 * @param date ISO 8601
 * @param machine on what
 * @param latencies of the pool's calls, beside LVM's commands
 */
public record LvmResults(String date, Machine machine, List<LatencyRow> latencies) {}
