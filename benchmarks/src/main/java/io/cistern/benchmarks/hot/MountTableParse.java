package io.cistern.benchmarks.hot;

import io.cistern.linux.mount.MountTable;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The mount table of a node with 500 published volumes, read anew in every node call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MountTableParse {
  private static final int MOUNTS = 1_000;
  private byte[] mountinfo = {};

  /** Half of them staged, half of them published, as kubelet names them. */
  @Setup(Level.Trial)
  public void write() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < MOUNTS; i++) {
      text.append(100 + i)
          .append(" 30 7:")
          .append(i / 2)
          .append(" / /var/lib/kubelet/pods/4f1c2d7e-6a53-4d8e-9a63-0d4b1c2f")
          .append(1000 + i)
          .append("/volumes/kubernetes.io~csi/pvc-")
          .append(i)
          .append("/mount rw,relatime shared:")
          .append(i)
          .append(" - ext4 /dev/loop")
          .append(i / 2)
          .append(" rw,errors=remount-ro\n");
    }
    mountinfo = text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One reading of the whole table, without the kernel's part. */
  @Benchmark
  public MountTable parse() {
    return MountTable.parse(mountinfo);
  }
}
