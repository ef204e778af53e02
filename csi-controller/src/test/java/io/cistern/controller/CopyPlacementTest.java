package io.cistern.controller;

import static io.cistern.controller.testing.Requests.codeOf;
import static io.cistern.controller.testing.Requests.copyOn;
import static io.cistern.controller.testing.Requests.on;
import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.controller.placement.CopyPlacement;
import io.cistern.controller.testing.TestCluster;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.Volume;
import io.grpc.Status.Code;
import java.nio.file.Path;
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
    source = cluster.create(volumeOn(cluster.two, "source"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aCloneIsAtItsSourceAndSaysSoWhicheverNodeIsAskedFor() {
    Volume clone = cluster.create(copyOn(cluster.one, "clone", source.getVolumeId()));

    assertThat(clone.getAccessibleTopologyList()).containsExactly(on(cluster.two));
    assertThat(cluster.create(copyOn(cluster.one, "clone", source.getVolumeId()))).isEqualTo(clone);
    assertThat(cluster.create(copyOn(cluster.two, "clone", source.getVolumeId()))).isEqualTo(clone);
    assertThat(cluster.one.volumeCount()).isZero();
    assertThat(cluster.two.volumeCount()).isEqualTo(2);
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

    assertThat(cluster.create(request).getAccessibleTopologyList())
        .containsExactly(on(cluster.two));
  }

  @Test
  void whatElseTheRequestSaysStillHolds() {
    assertThat(
            codeOf(
                () ->
                    cluster.create(
                        copyOn(cluster.one, "clone", source.getVolumeId())
                            .putParameters("pool", "fast"))))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(cluster.create(volumeOn(cluster.one, "blank")).getAccessibleTopologyList())
        .containsExactly(on(cluster.one));
    cluster.two.stop();
    assertThat(codeOf(() -> cluster.create(copyOn(cluster.one, "clone", source.getVolumeId()))))
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(cluster.one.volumeCount()).isEqualTo(1);
  }
}
