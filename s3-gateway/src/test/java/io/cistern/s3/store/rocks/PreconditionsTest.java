package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ETagCondition;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.StoreError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest extends OpenStore {
  private static final ObjectKey KEY = new ObjectKey("key");

  @ParameterizedTest
  @ValueSource(ints = {100, 100_000})
  void of32RacersForAnAbsentKeyOneWins(int size) throws Exception {
    for (int round = 0; round < 10; round++) {
      String key = "raced-" + round;
      List<byte[]> winners = race(32, racer -> putIfAbsent(key, Bytes.random(size, racer)));
      assertThat(winners).hasSize(1);
      assertThat(Bytes.get(store, BUCKET, key)).isEqualTo(winners.getFirst());
    }
  }

  @Test
  void of32RacersFromOneTagOneWins() throws Exception {
    ETag before = Bytes.put(store, BUCKET, "key", Bytes.text("start")).etag();
    List<byte[]> winners =
        race(
            32,
            racer -> {
              byte[] bytes = Bytes.random(50, racer);
              Bytes.put(store, BUCKET, "key", bytes, Preconditions.matching(before));
              return bytes;
            });
    assertThat(winners).hasSize(1);
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(winners.getFirst());
  }

  @Test
  void ifMatchOfAnAbsentKeyIsNoSuchKey() {
    Preconditions any = new Preconditions(new ETagCondition.Any(), new ETagCondition.Absent());
    assertThatThrownBy(() -> Bytes.put(store, BUCKET, "key", new byte[0], any))
        .isInstanceOf(StoreError.NoSuchKey.class);
    assertThatThrownBy(() -> store.objects().delete(BUCKET, KEY, Optional.empty(), any))
        .isInstanceOf(StoreError.NoSuchKey.class);
  }

  @Test
  void aConditionalDeleteDeletesWhatItNamesAndNothingElse() {
    ETag etag = Bytes.put(store, BUCKET, "key", Bytes.text("one")).etag();
    Preconditions other = Preconditions.matching(new ETag("other"));
    assertThatThrownBy(() -> store.objects().delete(BUCKET, KEY, Optional.empty(), other))
        .isInstanceOf(StoreError.PreconditionFailed.class);
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(Bytes.text("one"));
    store.objects().delete(BUCKET, KEY, Optional.empty(), Preconditions.matching(etag));
    assertThatThrownBy(() -> Bytes.get(store, BUCKET, "key"))
        .isInstanceOf(StoreError.NoSuchKey.class);
  }

  @Test
  void ifNoneMatchOfATagRefusesThatTagOnly() {
    ETag etag = Bytes.put(store, BUCKET, "key", Bytes.text("one")).etag();
    assertThatThrownBy(() -> Bytes.put(store, BUCKET, "key", Bytes.text("two"), noneOf(etag)))
        .isInstanceOf(StoreError.PreconditionFailed.class);
    Bytes.put(store, BUCKET, "key", Bytes.text("two"), noneOf(new ETag("other")));
    assertThat(Bytes.get(store, BUCKET, "key")).isEqualTo(Bytes.text("two"));
  }

  private static Preconditions noneOf(ETag etag) {
    return new Preconditions(new ETagCondition.Absent(), new ETagCondition.OneOf(Set.of(etag)));
  }

  private byte[] putIfAbsent(String key, byte[] bytes) {
    Bytes.put(store, BUCKET, key, bytes, Preconditions.MUST_NOT_EXIST);
    return bytes;
  }

  /** What one of many does. */
  private interface Racer {
    byte[] run(int number);
  }

  /** What the winners gave; everyone else was refused for a condition. */
  private static List<byte[]> race(int racers, Racer racer) throws Exception {
    List<byte[]> winners = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<byte[]>> tasks = new ArrayList<>();
      for (int i = 0; i < racers; i++) {
        int number = i;
        tasks.add(() -> racer.run(number));
      }
      for (Future<byte[]> result : threads.invokeAll(tasks)) {
        try {
          winners.add(result.get());
        } catch (ExecutionException refused) {
          assertThat(refused).hasCauseInstanceOf(StoreError.PreconditionFailed.class);
        }
      }
    }
    return winners;
  }
}
