package io.cistern.benchmarks.fio;

import java.util.ArrayList;
import java.util.List;

/** The patterns of access that are measured; all with direct I/O. */
public enum FioJob {
  RANDOM_READ("4 KiB random read, depth 16", "IOPS", "randread", "4k", 16),
  RANDOM_WRITE("4 KiB random write, depth 16", "IOPS", "randwrite", "4k", 16),
  SYNCED_WRITE("4 KiB random write, fsync after each", "IOPS", "randwrite", "4k", 1, "--fsync=1"),
  SEQUENTIAL_READ("1 MiB sequential read, depth 4", "MiB/s", "read", "1M", 4),
  SEQUENTIAL_WRITE("1 MiB sequential write, depth 4", "MiB/s", "write", "1M", 4);

  private final String title;
  private final String unit;
  private final List<String> options;

  FioJob(String title, String unit, String pattern, String block, int depth, String... more) {
    this.title = title;
    this.unit = unit;
    List<String> words = new ArrayList<>();
    words.add("--rw=" + pattern);
    words.add("--bs=" + block);
    words.add("--iodepth=" + depth);
    words.addAll(List.of(more));
    this.options = List.copyOf(words);
  }

  public String title() {
    return title;
  }

  public String unit() {
    return unit;
  }

  List<String> options() {
    return options;
  }

  boolean countsOperations() {
    return unit.equals("IOPS");
  }
}
