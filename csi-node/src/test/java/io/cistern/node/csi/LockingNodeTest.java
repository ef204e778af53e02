package io.cistern.node.csi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cistern.linux.mount.MountOptions;
import io.cistern.node.error.NodeError;
import io.cistern.node.request.Access;
import io.cistern.node.request.AccessMode;
import io.cistern.node.request.Capability;
import io.cistern.node.request.ExpandRequest;
import io.cistern.node.request.NodeOperations;
import io.cistern.node.request.NodePath;
import io.cistern.node.request.PublishRequest;
import io.cistern.node.request.StageRequest;
import io.cistern.node.request.VolumeUsage;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Condition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LockingNodeTest {
  private static final NodePath PATH = new NodePath(Path.of("/a"), Path.of("/a"));
  private static final Capability FILES =
      new Capability(
          new Access.Mount(Optional.empty(), new MountOptions(Set.of(), ""), OptionalInt.empty()),
          AccessMode.SINGLE_NODE_WRITER);

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final LockingNode node = new LockingNode(new SlowUnstage());

  @Test
  void whileOneCallIsUnderWayAnotherOnTheVolumeIsAbortedAndOthersGoOn() throws Exception {
    Thread unstage = Thread.ofVirtual().start(() -> node.unstage("v", PATH));
    inside.await();

    for (Runnable call :
        List.<Runnable>of(
            () -> node.stage(new StageRequest("v", PATH, FILES, Optional.empty())),
            () -> node.unstage("v", PATH),
            () -> node.publish(publish("v")),
            () -> node.unpublish("v", PATH),
            () -> node.expand(new ExpandRequest("v", "/a", "", CapacityRange.ANY)))) {
      NodeError refused = catchThrowableOfType(NodeError.class, call::run);
      assertThat(refused.kind()).isEqualTo(NodeError.Kind.BUSY);
    }
    assertThat(node.usage("v", "/a").condition()).isEqualTo(Condition.NORMAL);
    node.stage(new StageRequest("w", PATH, FILES, Optional.empty()));

    leave.countDown();
    unstage.join();
    node.stage(new StageRequest("v", PATH, FILES, Optional.empty()));
  }

  @Test
  void aCallThatFailsGivesItsLockBack() {
    for (int i = 0; i < 2; i++) {
      NodeError refused = catchThrowableOfType(NodeError.class, () -> node.unpublish("v", PATH));
      assertThat(refused.kind()).isEqualTo(NodeError.Kind.FAILED);
    }
  }

  private static PublishRequest publish(String id) {
    return new PublishRequest(
        id, Optional.of(PATH), PATH, FILES, false, Optional.empty(), Map.of());
  }

  private final class SlowUnstage implements NodeOperations {
    @Override
    public void stage(StageRequest request) {}

    @Override
    public void unstage(String volumeId, NodePath staging) {
      inside.countDown();
      try {
        leave.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void publish(PublishRequest request) {}

    @Override
    public void unpublish(String volumeId, NodePath target) {
      throw NodeError.failed("always");
    }

    @Override
    public ByteSize expand(ExpandRequest request) {
      return ByteSize.ZERO;
    }

    @Override
    public void limit(String volumeId) {}

    @Override
    public VolumeUsage usage(String volumeId, String volumePath) {
      return new VolumeUsage(Optional.empty(), Condition.NORMAL);
    }
  }
}
