package io.cistern.controller;

import static io.cistern.controller.testing.Requests.MIB;
import static io.cistern.controller.testing.Requests.codeOf;
import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.controller.testing.TestCluster;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.csi.BlockMetadata;
import io.cistern.protocol.csi.BlockMetadataType;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.DeleteSnapshotRequest;
import io.cistern.protocol.csi.GetMetadataAllocatedRequest;
import io.cistern.protocol.csi.GetMetadataAllocatedResponse;
import io.cistern.protocol.csi.GetMetadataDeltaRequest;
import io.cistern.protocol.csi.GetMetadataDeltaResponse;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotMetadataTest {
  private static final int BLOCK = 4096;

  @TempDir Path directory;
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private VolumeId volume(String name) {
    return VolumeId.parse(
            cluster
                .client()
                .createVolume(volumeOn(cluster.one, name).build())
                .getVolume()
                .getVolumeId())
        .orElseThrow();
  }

  private void write(VolumeId volume, long block) {
    cluster.one.memory().write(volume, block * BLOCK, new byte[] {1});
  }

  private String cut(String name, VolumeId volume) {
    return cluster
        .client()
        .createSnapshot(
            CreateSnapshotRequest.newBuilder()
                .setName(name)
                .setSourceVolumeId(volume.toString())
                .build())
        .getSnapshot()
        .getSnapshotId();
  }

  private void delete(String id) {
    var unused =
        cluster
            .client()
            .deleteSnapshot(DeleteSnapshotRequest.newBuilder().setSnapshotId(id).build());
  }

  private List<GetMetadataAllocatedResponse> allocated(String id, long from, int results) {
    return all(
        cluster
            .snapshotMetadata()
            .getMetadataAllocated(
                GetMetadataAllocatedRequest.newBuilder()
                    .setSnapshotId(id)
                    .setStartingOffset(from)
                    .setMaxResults(results)
                    .build()));
  }

  private List<GetMetadataDeltaResponse> delta(String base, String target, long from) {
    return all(
        cluster
            .snapshotMetadata()
            .getMetadataDelta(
                GetMetadataDeltaRequest.newBuilder()
                    .setBaseSnapshotId(base)
                    .setTargetSnapshotId(target)
                    .setStartingOffset(from)
                    .build()));
  }

  private static <T> List<T> all(Iterator<T> answers) {
    List<T> list = new ArrayList<>();
    answers.forEachRemaining(list::add);
    return list;
  }

  private static BlockMetadata range(long block, long blocks) {
    return BlockMetadata.newBuilder()
        .setByteOffset(block * BLOCK)
        .setSizeBytes(blocks * BLOCK)
        .build();
  }

  @Test
  void theBlocksOfASnapshotComeInOrderSoManyAtATimeAndGoOnFromAnOffset() {
    VolumeId volume = volume("v");
    for (long block : new long[] {1, 2, 5, 9, 700}) {
      write(volume, block);
    }
    String id = cut("s", volume);
    List<GetMetadataAllocatedResponse> answers = allocated(id, 0, 3);
    assertThat(answers).hasSize(2);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.getVolumeCapacityBytes()).isEqualTo(64 * MIB);
              assertThat(answer.getBlockMetadataType())
                  .isEqualTo(BlockMetadataType.VARIABLE_LENGTH);
            });
    assertThat(answers.get(0).getBlockMetadataList())
        .containsExactly(range(1, 2), range(5, 1), range(9, 1));
    assertThat(answers.get(1).getBlockMetadataList()).containsExactly(range(700, 1));
    assertThat(allocated(id, 9 * BLOCK + 1, 0).getFirst().getBlockMetadataList())
        .containsExactly(range(9, 1), range(700, 1));
  }

  @Test
  void whatChangedBetweenTwoSnapshotsIsTheDelta() {
    VolumeId volume = volume("v");
    write(volume, 1);
    String base = cut("base", volume);
    write(volume, 3);
    write(volume, 4);
    String target = cut("target", volume);
    assertThat(delta(base, target, 0).getFirst().getBlockMetadataList())
        .containsExactly(range(3, 2));
    assertThat(delta(base, target, 4 * BLOCK).getFirst().getBlockMetadataList())
        .containsExactly(range(4, 1));
    assertThat(delta(base, base, 0)).hasSize(1);
    assertThat(delta(base, base, 0).getFirst().getBlockMetadataList()).isEmpty();
  }

  @Test
  void aWrongRequestIsRefusedWithWhatIsWrong() {
    VolumeId volume = volume("v");
    String first = cut("first", volume);
    String second = cut("second", volume);
    String foreign = cut("foreign", volume("w"));
    assertThat(codeOf(() -> allocated("", 0, 0))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> allocated(first, 0, -1))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> allocated("no-such", 0, 0))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> allocated(first, -1, 0))).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(codeOf(() -> allocated(first, 64 * MIB + 1, 0))).isEqualTo(Code.OUT_OF_RANGE);
    assertThat(codeOf(() -> delta("", first, 0))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> delta(first, "", 0))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> delta(foreign, second, 0))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> delta(second, first, 0))).isEqualTo(Code.INVALID_ARGUMENT);
    delete(first);
    assertThat(codeOf(() -> delta(first, second, 0))).isEqualTo(Code.NOT_FOUND);
  }

  /** The answer of 8,192 messages, more than any buffer on the way holds; the first has come. */
  private Iterator<GetMetadataAllocatedResponse> longAnswer(String id) {
    Iterator<GetMetadataAllocatedResponse> answers =
        cluster
            .snapshotMetadata()
            .getMetadataAllocated(
                GetMetadataAllocatedRequest.newBuilder()
                    .setSnapshotId(id)
                    .setMaxResults(1)
                    .build());
    assertThat(answers.next().getBlockMetadataList()).containsExactly(range(0, 1));
    return answers;
  }

  private VolumeId fragmented() {
    VolumeId volume = volume("v");
    for (int block = 0; block < 64 * MIB / BLOCK; block += 2) {
      write(volume, block);
    }
    return volume;
  }

  @Test
  void aSnapshotThatIsReplacedMeanwhileEndsTheStreamWithAnError() {
    VolumeId volume = fragmented();
    String id = cut("s", volume);
    Iterator<GetMetadataAllocatedResponse> answers = longAnswer(id);
    delete(id);
    assertThat(cut("s", volume)).isEqualTo(id);
    assertThat(codeOf(() -> answers.forEachRemaining(_ -> {}))).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void anAgentThatDiesMeanwhileEndsTheStreamWithAnError() {
    VolumeId volume = fragmented();
    Iterator<GetMetadataAllocatedResponse> answers = longAnswer(cut("s", volume));
    cluster.one.stop();
    assertThat(codeOf(() -> answers.forEachRemaining(_ -> {}))).isEqualTo(Code.UNAVAILABLE);
  }
}
