package io.cistern.benchmarks.latency;

import io.cistern.benchmarks.measure.Operation;
import io.cistern.linux.loop.LoopDevice;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The floor of every measured operation. */
final class BareOperations {
  private final BareVolumes volumes;
  private final BareMounts mounts;
  private final Map<Integer, LoopDevice> devices = new ConcurrentHashMap<>();

  BareOperations(BareVolumes volumes, BareMounts mounts) {
    this.volumes = volumes;
    this.mounts = mounts;
  }

  Operation create() {
    return Operation.of(i -> volumes.create(name(i)), i -> volumes.delete(name(i)));
  }

  Operation delete() {
    return new Operation(i -> volumes.create(name(i)), i -> volumes.delete(name(i)), _ -> {});
  }

  Operation copy(CopySources sources) {
    return Operation.of(i -> volumes.copy(name(i), sources.file(i)), i -> volumes.delete(name(i)));
  }

  Operation firstStageAndPublish() {
    return new Operation(
        i -> {
          volumes.create(name(i));
          mounts.prepare(name(i));
        },
        i -> mount(i, true),
        this::undo);
  }

  Operation stageAndPublishAgain() {
    return new Operation(
        i -> {
          volumes.create(name(i));
          mounts.prepare(name(i));
          mount(i, true);
          unmount(i);
        },
        i -> mount(i, false),
        this::undo);
  }

  private void mount(int index, boolean format) {
    devices.put(index, mounts.stageAndPublish(name(index), volumes.data(name(index)), format));
  }

  private void unmount(int index) {
    mounts.unpublishAndUnstage(name(index), Objects.requireNonNull(devices.remove(index)));
  }

  private void undo(int index) {
    unmount(index);
    volumes.delete(name(index));
  }

  private static String name(int index) {
    return "bare-" + index;
  }
}
