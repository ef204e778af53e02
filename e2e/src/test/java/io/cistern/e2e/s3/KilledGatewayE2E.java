package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.store.rocks.Finding;
import io.cistern.s3.store.rocks.StoreCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * SIGKILL under mixed load, again and again: what was acknowledged is there byte for byte, what was
 * not is wholly there or not at all, and listings and reads agree. The number of kills is the
 * system property {@code cistern.e2e.kills}, the seed {@code cistern.e2e.seed}; it is printed.
 */
class KilledGatewayE2E {
  private static final int KILLS = Integer.getInteger("cistern.e2e.kills", 25);
  private static final long SEED = Long.getLong("cistern.e2e.seed", System.nanoTime());
  private static final int WRITERS = 8;
  private static final int LONGEST_MILLIS = 1_200;

  @BeforeAll
  static void look() {
    RunningGateway.requirePackage();
  }

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() throws InterruptedException {
    System.out.println("kills: " + KILLS + ", seed " + SEED);
    Random random = new Random(SEED);
    Ledger ledger = new Ledger();
    int inspected = 0;
    int acknowledged = 0;
    try (GatewayProcess gateway = new GatewayProcess().start();
        S3Client s3 = client(gateway)) {
      makeBuckets(s3);
      for (int kill = 0; kill < KILLS; kill++) {
        acknowledged += loadUntilKilled(gateway, s3, ledger, random);
        gateway.start();
        Inspection.of(s3, ledger, ledger.versions().subList(inspected, ledger.versions().size()));
        inspected = ledger.versions().size();
      }
      Inspection.of(s3, ledger, ledger.versions());
      gateway.kill();
      assertThat(lossesIn(gateway)).isEmpty();
      assertThat(acknowledged).as("acknowledged writes").isGreaterThan(KILLS);
      System.out.println(
          "kills: " + acknowledged + " acknowledged writes, " + inspected + " versions");
    }
  }

  private static int loadUntilKilled(
      GatewayProcess gateway, S3Client s3, Ledger ledger, Random random)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Writer writer = new Writer(s3, ledger, "writer-" + i, random.nextLong());
        writers.add(threads.submit(writer::run));
      }
      Thread.sleep(100 + random.nextInt(LONGEST_MILLIS));
      gateway.kill();
      int acknowledged = 0;
      for (Future<Integer> writer : writers) {
        acknowledged += result(writer);
      }
      return acknowledged;
    }
  }

  /** What the offline check finds missing or broken in the store. */
  private static List<Finding> lossesIn(GatewayProcess gateway) {
    List<Finding> losses = new ArrayList<>();
    StoreCheck.run(
        gateway.data(),
        true,
        finding -> {
          if (finding.losesData()) {
            losses.add(finding);
          }
        });
    return losses;
  }

  private static int result(Future<Integer> writer) throws InterruptedException {
    try {
      return writer.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a writer met what it must not: " + e.getCause(), e.getCause());
    }
  }

  private static void makeBuckets(S3Client s3) {
    s3.createBucket(request -> request.bucket(Writer.PLAIN));
    s3.createBucket(request -> request.bucket(Writer.VERSIONED));
    s3.putBucketVersioning(
        request ->
            request
                .bucket(Writer.VERSIONED)
                .versioningConfiguration(set -> set.status(BucketVersioningStatus.ENABLED)));
  }

  /** Tries nothing twice: what is not answered is not acknowledged. */
  private static S3Client client(GatewayProcess gateway) {
    return gateway
        .clientBuilder()
        .overrideConfiguration(
            configuration ->
                configuration
                    .retryStrategy(retries -> retries.maxAttempts(1))
                    .apiCallTimeout(Duration.ofSeconds(30)))
        .build();
  }
}
