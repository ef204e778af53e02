package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Duplicates at the same time, through the locks. */
public interface ConcurrencyContract extends PoolUnderTest {
  int THREADS = 16;

  /**
   * Runs a call in all threads at once: what they returned; those that were told to retry did not.
   */
  private static <T> List<T> together(Callable<T> call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      for (Future<T> future : futures) {
        answers.addAll(answer(future));
      }
    }
    return answers;
  }

  private static <T> List<T> answer(Future<T> future) throws Exception {
    try {
      return List.of(future.get());
    } catch (ExecutionException e) {
      assertThat(e).hasCauseExactlyInstanceOf(PoolError.Busy.class);
      return List.of();
    }
  }

  @Test
  default void duplicateCreatesMakeOneVolume() throws Exception {
    Pool pool = new LockingPool(pool());
    List<Volume> answers = together(() -> pool.volumes().create(Request.raw("one").spec()));
    assertThat(answers).isNotEmpty();
    assertThat(pool.volumes().list(Optional.empty(), 10).items())
        .containsExactly(answers.getFirst());
    assertThat(answers).allMatch(answers.getFirst()::equals);
  }

  @Test
  default void duplicateSnapshotsMakeOneSnapshot() throws Exception {
    Pool pool = new LockingPool(pool());
    Volume volume = create(Request.raw("volume"));
    List<Snapshot> answers =
        together(() -> pool.snapshots().create(new EntityName("cut"), volume.id()));
    assertThat(answers).isNotEmpty();
    assertThat(answers).allMatch(answers.getFirst()::equals);
    assertThat(pool.snapshots().list(Optional.empty(), Optional.empty(), 10).items()).hasSize(1);
  }

  @Test
  default void duplicateAttachesGiveOneDevice() throws Exception {
    Pool pool = new LockingPool(pool());
    Volume volume = create(Request.raw("volume"));
    var devices = together(() -> pool.attachments().attach(volume.id()));
    assertThat(devices).isNotEmpty();
    assertThat(devices).allMatch(devices.getFirst()::equals);
    assertThat(pool.attachments().list()).hasSize(1);
  }

  @Test
  default void differentVolumesAreMadeAtTheSameTime() throws Exception {
    Pool pool = new LockingPool(pool());
    AtomicInteger next = new AtomicInteger();
    List<Volume> answers =
        together(() -> pool.volumes().create(Request.raw("v" + next.incrementAndGet()).spec()));
    assertThat(answers).hasSize(THREADS).doesNotHaveDuplicates();
    assertThat(pool.volumes().list(Optional.empty(), 100).items())
        .containsExactlyInAnyOrderElementsOf(answers);
  }

  @Test
  default void restoresOfOneSnapshotRunAtTheSameTime() throws Exception {
    Pool pool = new LockingPool(pool());
    Volume volume = create(Request.raw("volume"));
    Snapshot snapshot = pool.snapshots().create(new EntityName("cut"), volume.id());
    AtomicInteger next = new AtomicInteger();
    List<Volume> answers =
        together(
            () ->
                pool.volumes()
                    .create(Request.raw("r" + next.incrementAndGet()).from(snapshot.id()).spec()));
    assertThat(answers).hasSize(THREADS).doesNotHaveDuplicates();
  }

  @Test
  default void aCloneOfAVolumeByItsOwnNameIsAConflictAndNotAWait() {
    Pool pool = new LockingPool(pool());
    Volume volume = create(Request.raw("volume"));
    refused(
        PoolError.AlreadyExists.class,
        () -> pool.volumes().create(Request.raw("volume").from(volume.id()).spec()));
  }
}
