package io.cistern.benchmarks.fio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cistern.benchmarks.machine.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One file or device that fio reads and writes.
 *
 * @param name for people
 * @param path the file, or the block device
 * @param mebibytes how much of it is used
 */
public record FioTarget(String name, Path path, int mebibytes) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Writes all of it once, so that what is measured later is not the allocation of a sparse file,
   * and no read is of a hole.
   */
  public void fill() {
    Command.run(words(List.of("--rw=write", "--bs=1M", "--iodepth=4", "--end_fsync=1")));
  }

  /** What the job got out of it: operations or MiB a second, the slow start left out. */
  public double run(FioJob job, int seconds) {
    List<String> options = new ArrayList<>(job.options());
    options.addAll(List.of("--time_based", "--runtime=" + seconds, "--ramp_time=1"));
    JsonNode result = parse(Command.run(words(options)));
    JsonNode done = result.path("jobs").path(0);
    String side = done.path("read").path("io_bytes").asLong() > 0 ? "read" : "write";
    double bytesPerSecond = done.path(side).path("bw_bytes").asDouble();
    return job.countsOperations()
        ? done.path(side).path("iops").asDouble()
        : bytesPerSecond / (1024 * 1024);
  }

  private List<String> words(List<String> options) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("fio", "--name=bench", "--filename=" + path, "--size=" + mebibytes + "M"));
    words.addAll(List.of("--direct=1", "--ioengine=libaio", "--output-format=json"));
    words.addAll(options);
    return words;
  }

  /** fio may say something before the object begins. */
  private static JsonNode parse(String output) {
    try {
      return JSON.readTree(output.substring(output.indexOf('{')));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("fio did not answer in JSON: " + output, e);
    }
  }
}
