package io.cistern.s3.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsideSummerTest {
  @Test
  void itGivesTheSumOfTheBytesInTheirOrderAndLeavesTheBuffersAsTheyWere() throws Exception {
    byte[] body = new byte[5_000_000];
    new Random(1).nextBytes(body);
    assertThat(sum(body, new Random(2))).isEqualTo(MessageDigest.getInstance("MD5").digest(body));
  }

  @Test
  void nothingSumsToTheSumOfNothing() {
    assertThat(new AsideSummer(Summer.md5()).sum()).isEqualTo(Summer.md5().sum());
  }

  @Test
  void moreThanThereAreThreadsForAreAllSummed() throws Exception {
    byte[] body = new byte[2_000_000];
    new Random(3).nextBytes(body);
    byte[] sum = MessageDigest.getInstance("MD5").digest(body);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<byte[]>> all = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        int seed = i;
        all.add(() -> sum(body, new Random(seed)));
      }
      for (Future<byte[]> one : threads.invokeAll(all)) {
        assertThat(one.get()).isEqualTo(sum);
      }
    }
  }

  @Test
  void thoseThatAreLeftHalfWayHoldNoThread() throws Exception {
    byte[] body = new byte[1_000_000];
    for (int i = 0; i < 1_000; i++) {
      new AsideSummer(Summer.md5()).update(ByteBuffer.wrap(body, 0, 1_000));
    }
    assertThat(sum(body, new Random(4))).isEqualTo(MessageDigest.getInstance("MD5").digest(body));
  }

  /** In pieces of any size, whose buffers are used up meanwhile, as writers do. */
  private static byte[] sum(byte[] body, Random random) {
    Summer summer = new AsideSummer(Summer.md5());
    int at = 0;
    while (at < body.length) {
      int length = Math.min(1 + random.nextInt(40_000), body.length - at);
      ByteBuffer piece = ByteBuffer.wrap(body, at, length);
      summer.update(piece);
      assertThat(piece.remaining()).isEqualTo(length);
      piece.position(piece.limit());
      at += length;
    }
    return summer.sum();
  }
}
