package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Authorizer;
import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.error.StoreErrors;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.DeleteResult;
import io.cistern.s3.object.DeletionDocument.Entry;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.xml.XmlWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Deletes up to 1,000 objects, or versions of objects. Each is decided, authorised and answered on
 * its own. If the store itself fails, the request does, and some may be deleted; asked again it
 * does the rest.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html">AWS:
 *     DeleteObjects</a>
 */
final class DeleteObjects implements Operation {
  private static final Set<String> NOT_SUMS = Set.of("algorithm", "mode", "type");

  private final ObjectStore store;
  private final Authorizer authorizer;

  DeleteObjects(ObjectStore store, Authorizer authorizer) {
    this.store = store;
    this.authorizer = authorizer;
  }

  /** What became of an entry. */
  private sealed interface Outcome {
    record Deleted(DeleteResult result) implements Outcome {}

    record Refused(S3Exception why) implements Outcome {}
  }

  @Override
  public String name() {
    return "DeleteObjects";
  }

  /** None: only the body says which objects are meant, and {@link #handle} asks for each. */
  @Override
  public List<Access> accesses(S3Request request) {
    return List.of();
  }

  @Override
  public S3Response handle(S3Request request) {
    requireDigest(request.headers());
    BucketName bucket = store.buckets().get(request.bucket()).name();
    DeletionDocument document =
        DeletionDocument.parse(request.payload().readAll(DeletionDocument.MAX_BYTES));
    List<Outcome> outcomes = deleteAll(request.principal(), bucket, document.entries());
    XmlWriter xml = new XmlWriter().root("DeleteResult");
    for (int i = 0; i < outcomes.size(); i++) {
      Entry entry = document.entries().get(i);
      switch (outcomes.get(i)) {
        case Outcome.Deleted deleted -> {
          if (!document.quiet()) {
            write(xml, entry, deleted.result());
          }
        }
        case Outcome.Refused refused -> write(xml, entry, refused.why());
      }
    }
    return S3Response.xml(xml.close("DeleteResult").bytes());
  }

  // all at once, so that they share the syncs of the disk
  private List<Outcome> deleteAll(Principal principal, BucketName bucket, List<Entry> entries) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> deletes =
          entries.stream()
              .map(entry -> threads.submit(() -> delete(principal, bucket, entry)))
              .toList();
      return deletes.stream().map(DeleteObjects::outcome).toList();
    }
  }

  private static Outcome outcome(Future<Outcome> delete) {
    try {
      return delete.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new S3Exception(S3Error.SERVICE_UNAVAILABLE);
    } catch (java.util.concurrent.ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed);
    }
  }

  private Outcome delete(Principal principal, BucketName bucket, Entry entry) {
    try {
      authorizer.require(principal, access(bucket, entry));
      return new Outcome.Deleted(
          store
              .objects()
              .delete(bucket, entry.objectKey(), entry.versionId(), entry.preconditions()));
    } catch (S3Exception refused) {
      return new Outcome.Refused(refused);
    } catch (StoreError failed) {
      S3Exception error = StoreErrors.toS3(failed);
      if (error.error().status() >= 500) {
        throw failed;
      }
      return new Outcome.Refused(error);
    }
  }

  private static Access access(BucketName bucket, Entry entry) {
    return Access.toObject(
        entry.version().isPresent() ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
        bucket,
        entry.objectKey());
  }

  private static void write(XmlWriter xml, Entry entry, DeleteResult result) {
    xml.open("Deleted").text("Key", entry.key());
    entry.version().ifPresent(version -> xml.text("VersionId", version));
    if (result.deleteMarker()) {
      xml.text("DeleteMarker", true);
      result.version().ifPresent(version -> xml.text("DeleteMarkerVersionId", version.value()));
    }
    xml.close("Deleted");
  }

  private static void write(XmlWriter xml, Entry entry, S3Exception why) {
    xml.open("Error").text("Key", entry.key());
    entry.version().ifPresent(version -> xml.text("VersionId", version));
    xml.text("Code", why.error().code()).text("Message", why.message()).close("Error");
  }

  /** A list of what to destroy is not believed without a digest. */
  private static void requireDigest(Headers headers) {
    boolean summed =
        headers.startingWith("x-amz-checksum-").keySet().stream()
            .anyMatch(name -> !NOT_SUMS.contains(name));
    if (!headers.has("Content-MD5") && !headers.has("x-amz-trailer") && !summed) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }
  }
}
