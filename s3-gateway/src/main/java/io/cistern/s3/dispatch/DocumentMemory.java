package io.cistern.s3.dispatch;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Holds the operations whose requests or answers are whole documents to a share of the memory: each
 * takes of it what it may need before a byte of its body is asked for, and gives back what its
 * answer does not hold; the rest once the answer is sent. Who finds none waits, and is told to slow
 * down if it takes too long. Bodies of objects and parts stream, and take nothing here.
 */
public final class DocumentMemory {
  /** The most that a page of 1,000 entries takes, with what it is made from. */
  private static final long PAGE_BYTES = 8L << 20;

  /** What every document takes. */
  private static final long LEAST_BYTES = 64L << 10;

  /**
   * How often a byte of a request is in memory at once: as it came, as a tree, as what it means.
   */
  private static final long COPIES = 6;

  /** Those that hold nothing whole but heads. */
  private static final Set<String> STREAMING =
      Set.of(
          "CopyObject",
          "DeleteObject",
          "GetObject",
          "HeadBucket",
          "HeadObject",
          "OptionsObject",
          "PostObject",
          "PutObject",
          "UploadPart",
          "UploadPartCopy");

  private final int room;
  private final Duration patience;
  private final Semaphore kibibytes;

  /**
   * Memory for documents.
   *
   * @param bytes in all
   * @param patience how long one waits for its part
   */
  public DocumentMemory(long bytes, Duration patience) {
    this.room = kibibytes(bytes);
    this.patience = patience;
    // in their order: else a large document would wait for ever among small ones
    this.kibibytes = new Semaphore(room, true);
  }

  /** A quarter of the heap, as docs/operations.md counts it. */
  public static DocumentMemory ofThisProcess() {
    return new DocumentMemory(Runtime.getRuntime().maxMemory() / 4, Duration.ofSeconds(20));
  }

  /** The operation, held to this memory if it works on documents. */
  public Operation hold(Operation operation) {
    return STREAMING.contains(operation.name()) ? operation : new Held(operation);
  }

  private int need(Operation operation, S3Request request) {
    boolean page =
        operation.name().startsWith("List") || operation.name().equals("GetObjectAttributes");
    long body = request.payload().length().orElse(Long.MAX_VALUE / COPIES / 2);
    return Math.min(room, kibibytes(LEAST_BYTES + COPIES * body + (page ? PAGE_BYTES : 0)));
  }

  private static int kibibytes(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + 1023) / 1024);
  }

  private final class Held implements Operation {
    private final Operation operation;

    Held(Operation operation) {
      this.operation = operation;
    }

    @Override
    public String name() {
      return operation.name();
    }

    @Override
    public Set<String> parameters() {
      return operation.parameters();
    }

    @Override
    public List<Access> accesses(S3Request request) {
      return operation.accesses(request);
    }

    @Override
    public boolean isUnsigned() {
      return operation.isUnsigned();
    }

    @Override
    public S3Response handle(S3Request request) {
      int taken = need(operation, request);
      take(taken);
      int kept = 0;
      try {
        S3Response response = operation.handle(request);
        if (response.body() instanceof ResponseBody.Whole whole) {
          int answer = Math.min(taken, kibibytes(whole.bytes().length));
          response =
              response.withBody(
                  new ResponseBody.Counted(whole.bytes(), () -> kibibytes.release(answer)));
          kept = answer;
        }
        return response;
      } finally {
        kibibytes.release(taken - kept);
      }
    }

    private void take(int some) {
      try {
        if (!kibibytes.tryAcquire(some, patience.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new S3Exception(S3Error.SLOW_DOWN);
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new S3Exception(S3Error.SERVICE_UNAVAILABLE);
      }
    }
  }
}
