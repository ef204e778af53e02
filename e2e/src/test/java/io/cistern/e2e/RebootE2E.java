package io.cistern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.cluster.ClusterNode;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a node finds after it was switched off: volumes in the pool, and nothing in the kernel. */
class RebootE2E {
  private static final long DATA = 4L << 20;

  private static Cluster cluster;
  private static Orchestrator co;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
    co = cluster.orchestrator();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void afterARebootEveryVolumeIsStagedAgainWithItsBytes() {
    Map<PublishedVolume, String> before = publishAll("kept-");

    reboot();

    before.forEach(
        (published, written) -> {
          CsiVolume volume = published.volume();
          PublishedVolume after = co.publish(volume);
          assertThat(after.region(0, DATA).digest()).as("%s", volume.kind()).isEqualTo(written);
          co.unpublish(after);
          co.delete(volume);
        });
    cluster.assertNothingLeft();
  }

  @Test
  void publishHealsAVolumeWhoseStagingTheRebootUndid() {
    Map<PublishedVolume, String> before = publishAll("healed-");

    reboot();

    before.forEach(
        (published, written) -> {
          var request = Orchestrator.publishRequest(published);
          co.retries().call(() -> cluster.node().client().node().nodePublishVolume(request));
          assertThat(published.region(0, DATA).digest())
              .as("%s", published.volume().kind())
              .isEqualTo(written);
          co.unpublish(published);
          co.delete(published.volume());
        });
    cluster.assertNothingLeft();
  }

  @Test
  void unpublishAndUnstageSucceedAfterAReboot() {
    Map<PublishedVolume, String> before = publishAll("forgotten-");

    reboot();

    before
        .keySet()
        .forEach(
            published -> {
              co.unpublish(published);
              assertThat(published.target()).doesNotExist();
              co.delete(published.volume());
            });
    cluster.assertNothingLeft();
  }

  @Test
  void podsKeepWritingWhileTheNodeServiceIsAway() {
    PublishedVolume published = co.publish(co.create("going-on", VolumeKind.EXT4, 64L << 20));
    ClusterNode node = cluster.node();

    node.process().stop();
    String written = published.region(0, DATA).fill(42);
    node.restart();

    assertThat(published.region(0, DATA).digest()).isEqualTo(written);
    co.unpublish(published);
    co.delete(published.volume());
    cluster.assertNothingLeft();
  }

  /** A published volume of each kind, and the digest of what is in its first region. */
  private static Map<PublishedVolume, String> publishAll(String prefix) {
    Map<PublishedVolume, String> all = new LinkedHashMap<>();
    for (VolumeKind kind : VolumeKind.values()) {
      PublishedVolume published = co.publish(co.create(prefix + kind, kind, kind.smallSize()));
      all.put(published, published.region(0, DATA).fill(prefix.hashCode()));
    }
    return all;
  }

  /** Kills the services, takes every mount and device away, and starts the services again. */
  private static void reboot() {
    cluster.powerOff();
    assertThat(cluster.volumesInUse()).isEmpty();
    cluster.powerOn();
  }
}
