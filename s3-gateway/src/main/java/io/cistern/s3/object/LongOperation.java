package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.error.ErrorDocument;
import io.cistern.s3.error.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An operation that may take longer than a client waits for an answer, as it reads what it is to
 * copy. One that ends within {@code patience} answers as any other. Of a longer one the answer
 * begins before it is known, as AWS does it: 200, white space, and then the document, which may be
 * an error's. The headers that only its end would tell, those of versions, are left out.
 *
 * @param patience shorter than the time-outs of clients, of which 30 s is the shortest known
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">AWS:
 *     CopyObject, which says so of its errors</a>
 */
public record LongOperation(Operation operation, Duration patience) implements Operation {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  public static LongOperation of(Operation operation) {
    return new LongOperation(operation, PATIENCE);
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
    CompletableFuture<S3Response> answer =
        CompletableFuture.supplyAsync(() -> operation.handle(request), Thread::startVirtualThread);
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return late(answer, request.head());
    } catch (ExecutionException failed) {
      throw reason(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopping);
    }
  }

  private S3Response late(CompletableFuture<S3Response> answer, RequestHead head) {
    CompletableFuture<byte[]> document =
        answer
            .exceptionally(
                failed -> ErrorDocument.render(Failures.toS3(reason(failed), head), head))
            .thenApply(LongOperation::document);
    return new S3Response(
        200,
        List.of(Map.entry("Content-Type", "application/xml")),
        new ResponseBody.Late(document, patience));
  }

  private static byte[] document(S3Response response) {
    return switch (response.body()) {
      case ResponseBody.Whole whole -> whole.bytes();
      case ResponseBody.Empty _,
          ResponseBody.Counted _,
          ResponseBody.Late _,
          ResponseBody.Streamed _ ->
          throw new IllegalStateException("what may be late answers with a document");
    };
  }

  /** What the operation threw, below what its thread has wrapped it in. */
  private static RuntimeException reason(Throwable failed) {
    return switch (failed) {
      case ExecutionException wrapped when wrapped.getCause() != null -> reason(wrapped.getCause());
      case CompletionException wrapped when wrapped.getCause() != null ->
          reason(wrapped.getCause());
      case RuntimeException known -> known;
      case Error fatal -> throw fatal;
      default -> new IllegalStateException(failed);
    };
  }
}
