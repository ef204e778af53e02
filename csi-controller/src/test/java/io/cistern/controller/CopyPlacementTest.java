package io.cistern.controller;

import static io.cistern.controller.testing.Requests.codeOf;
import static io.cistern.controller.testing.Requests.copyOn;
import static io.cistern.controller.testing.Requests.on;
import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.controller.placement.CopyPlacement;
import io.cistern.controller.testing.TestAgent;
import io.cistern.controller.testing.TestCluster;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.Volume;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies under an orchestrator that chose a node without a look at their source. */
class CopyPlacementTest {
  @TempDir Path directory;
  private TestCluster cluster;
  private Volume source;

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory, CopyPlacement.AT_SOURCE);
    source = create(volumeOn(cluster.two, "source"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Volume create(CreateVolumeRequest.Builder request) {
    return cluster.client().createVolume(request.build()).getVolume();
  }

  private static int count(TestAgent agent) {
    return agent.pool().volumes().list(Optional.empty(), 10).items().size();
  }

  @Test
  void aCloneIsAtItsSourceAndSaysSoWhicheverNodeIsAskedFor() {
    Volume clone = create(copyOn(cluster.one, "clone", source.getVolumeId()));

    assertThat(clone.getAccessibleTopologyList()).containsExactly(on(cluster.two));
    assertThat(create(copyOn(cluster.one, "clone", source.getVolumeId()))).isEqualTo(clone);
    assertThat(create(copyOn(cluster.two, "clone", source.getVolumeId()))).isEqualTo(clone);
    assertThat(count(cluster.one)).isZero();
    assertThat(count(cluster.two)).isEqualTo(2);
  }

  @Test
  void aRestoredVolumeIsWhereItsSnapshotIs() {
    String snapshot =
        cluster
            .client()
            .createSnapshot(
                CreateSnapshotRequest.newBuilder()
                    .setName("cut")
                    .setSourceVolumeId(source.getVolumeId())
                    .build())
            .getSnapshot()
            .getSnapshotId();
    CreateVolumeRequest.Builder request = volumeOn(cluster.one, "restored");
    request.getVolumeContentSourceBuilder().getSnapshotBuilder().setSnapshotId(snapshot);

    assertThat(create(request).getAccessibleTopologyList()).containsExactly(on(cluster.two));
  }

  @Test
  void whatElseTheRequestSaysStillHolds() {
    assertThat(
            codeOf(
                () ->
                    create(
                        copyOn(cluster.one, "clone", source.getVolumeId())
                            .putParameters("pool", "fast"))))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(create(volumeOn(cluster.one, "blank")).getAccessibleTopologyList())
        .containsExactly(on(cluster.one));
    cluster.two.stop();
    assertThat(codeOf(() -> create(copyOn(cluster.one, "clone", source.getVolumeId()))))
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(count(cluster.one)).isEqualTo(1);
  }
}
