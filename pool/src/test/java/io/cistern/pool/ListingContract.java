package io.cistern.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists are in order, page by page, with stable places to go on from. */
public interface ListingContract extends PoolUnderTest {

  @Test
  default void anEmptyPoolListsNothing() {
    assertThat(pool().volumes().list(Optional.empty(), 1)).isEqualTo(new Page<>(List.of(), false));
    assertThat(pool().snapshots().list(Optional.empty(), Optional.empty(), 1))
        .isEqualTo(new Page<>(List.of(), false));
    assertThat(pool().attachments().list()).isEmpty();
  }

  @Test
  default void volumesAreListedInOrderOfTheirUuidsTextPageByPage() {
    List<Volume> made = IntStream.range(0, 25).mapToObj(i -> create(Request.raw("v" + i))).toList();
    List<Volume> listed = new ArrayList<>();
    Optional<VolumeId> after = Optional.empty();
    boolean more = true;
    while (more) {
      Page<Volume> page = pool().volumes().list(after, 7);
      assertThat(page.items()).hasSize(page.more() ? 7 : 4);
      listed.addAll(page.items());
      after = Optional.of(page.items().getLast().id());
      more = page.more();
    }
    assertThat(listed).containsExactlyElementsOf(sorted(made.stream()).toList());
  }

  @Test
  default void aPageThatHoldsTheLastSaysSo() {
    create(Request.raw("one"));
    create(Request.raw("two"));
    assertThat(pool().volumes().list(Optional.empty(), 2).more()).isFalse();
    assertThat(pool().volumes().list(Optional.empty(), 1).more()).isTrue();
  }

  @Test
  default void aListGoesOnAfterAVolumeThatIsGone() {
    List<Volume> made =
        sorted(IntStream.range(0, 5).mapToObj(i -> create(Request.raw("v" + i)))).toList();
    pool().volumes().delete(made.get(1).id());
    assertThat(pool().volumes().list(Optional.of(made.get(1).id()), 10).items())
        .containsExactlyElementsOf(made.subList(2, 5));
  }

  @Test
  default void snapshotsAreListedInOrderAndByTheirSource() {
    Volume one = create(Request.raw("one"));
    Volume two = create(Request.raw("two"));
    List<Snapshot> ofOne = new ArrayList<>();
    List<Snapshot> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ofOne.add(pool().snapshots().create(new EntityName("one " + i), one.id()));
      all.add(pool().snapshots().create(new EntityName("two " + i), two.id()));
    }
    all.addAll(ofOne);
    assertThat(pool().snapshots().list(Optional.empty(), Optional.empty(), 100).items())
        .containsExactlyElementsOf(sortedSnapshots(all));
    assertThat(pool().snapshots().list(Optional.of(one.id()), Optional.empty(), 100).items())
        .containsExactlyElementsOf(sortedSnapshots(ofOne));
    Page<Snapshot> first = pool().snapshots().list(Optional.of(one.id()), Optional.empty(), 4);
    assertThat(first.more()).isTrue();
    SnapshotId last = first.items().getLast().id();
    Page<Snapshot> second = pool().snapshots().list(Optional.of(one.id()), Optional.of(last), 4);
    assertThat(second.more()).isFalse();
    assertThat(Stream.concat(first.items().stream(), second.items().stream()))
        .containsExactlyElementsOf(sortedSnapshots(ofOne));
    VolumeId none = VolumeId.named(pool().info().id(), new EntityName("none"));
    assertThat(pool().snapshots().list(Optional.of(none), Optional.empty(), 1).items()).isEmpty();
  }

  private static Stream<Volume> sorted(Stream<Volume> volumes) {
    return volumes.sorted(Comparator.comparing(volume -> volume.id().uuid().toString()));
  }

  private static List<Snapshot> sortedSnapshots(List<Snapshot> snapshots) {
    return snapshots.stream()
        .sorted(Comparator.comparing(snapshot -> snapshot.id().uuid().toString()))
        .toList();
  }
}
