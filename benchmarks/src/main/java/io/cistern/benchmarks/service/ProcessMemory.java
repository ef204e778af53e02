package io.cistern.benchmarks.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process holds of the machine's memory.
 *
 * @param rssKib resident, shared pages counted in full (VmRSS of /proc/pid/status)
 * @param pssKib resident, a shared page counted in parts (Pss of /proc/pid/smaps_rollup)
 * @param anonymousKib resident and in no file: what no other process can share and no cache can
 *     drop
 */
public record ProcessMemory(long rssKib, long pssKib, long anonymousKib) {

  public static ProcessMemory of(long pid) {
    Path proc = Path.of("/proc", Long.toString(pid));
    return new ProcessMemory(
        kib(proc.resolve("status"), "VmRSS:"),
        kib(proc.resolve("smaps_rollup"), "Pss:"),
        kib(proc.resolve("status"), "RssAnon:"));
  }

  public double rssMib() {
    return rssKib / 1024.0;
  }

  public double pssMib() {
    return pssKib / 1024.0;
  }

  public double anonymousMib() {
    return anonymousKib / 1024.0;
  }

  private static long kib(Path file, String key) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + key + " in " + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
