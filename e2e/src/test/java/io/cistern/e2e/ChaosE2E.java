package io.cistern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.protocol.csi.ListVolumesRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many volumes at a time through services that are killed every few seconds. The number of volumes
 * is the system property {@code cistern.e2e.chaos.volumes}, 300 unless set; the seed of the kills
 * is {@code cistern.e2e.seed}.
 */
class ChaosE2E {
  private static final int VOLUMES = Integer.getInteger("cistern.e2e.chaos.volumes", 300);
  private static final long SEED = Long.getLong("cistern.e2e.seed", System.nanoTime());
  private static final int PARALLEL = 16;
  private static final long SIZE = 32L << 20;
  private static final long DATA = 1L << 20;

  @Test
  @Timeout(300)
  void noVolumeIsLostOrLeakedWhileTheServicesAreKilled() throws Exception {
    try (Cluster cluster = Cluster.start()) {
      Orchestrator co = cluster.orchestrator(Duration.ofSeconds(60));
      PublishedVolume witness = co.publish(co.create("witness", VolumeKind.EXT4, SIZE));
      String witnessed = witness.region(0, DATA).fill(SEED);
      long start = System.nanoTime();
      int kills;
      try (Killer killer = Killer.of(cluster, new Random(SEED))) {
        liveAll(co);
        kills = killer.count();
      }
      System.out.printf(
          "chaos: %d volumes, %d at a time, %d kills, %d calls made again, %.1f s, seed %d%n",
          VOLUMES, PARALLEL, kills, co.retries().count(), (System.nanoTime() - start) / 1e9, SEED);

      assertThat(witness.region(0, DATA).digest()).isEqualTo(witnessed);
      co.unpublish(witness);
      co.delete(witness.volume());
      assertThat(
              cluster
                  .controller()
                  .controller()
                  .listVolumes(ListVolumesRequest.getDefaultInstance())
                  .getEntriesList())
          .isEmpty();
      cluster.assertNothingLeft();
    }
  }

  private static void liveAll(Orchestrator co) throws InterruptedException {
    List<Future<?>> lives = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(PARALLEL)) {
      for (int i = 0; i < VOLUMES; i++) {
        int number = i;
        lives.add(workers.submit(() -> live(co, number)));
      }
      for (Future<?> life : lives) {
        try {
          life.get();
        } catch (ExecutionException failed) {
          workers.shutdownNow();
          throw new AssertionError("a volume's life failed, seed " + SEED, failed.getCause());
        }
      }
    }
  }

  /** Written in one life of the mount, read back in the next. */
  private static void live(Orchestrator co, int number) {
    CsiVolume volume = co.create("chaos-" + number, VolumeKind.EXT4, SIZE);
    PublishedVolume first = co.publish(volume);
    String written = first.region(0, DATA).fill(number);
    co.unpublish(first);
    PublishedVolume second = co.publish(volume);
    assertThat(second.region(0, DATA).digest())
        .as("the bytes of volume %d", number)
        .isEqualTo(written);
    co.unpublish(second);
    co.delete(volume);
  }
}
