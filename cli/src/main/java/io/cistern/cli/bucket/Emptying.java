package io.cistern.cli.bucket;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes everything in a bucket, a page at a time. */
final class Emptying {
  private final S3Client s3;
  private final String bucket;
  private final LongConsumer told;
  private long deleted;

  Emptying(S3Client s3, String bucket, LongConsumer told) {
    this.s3 = s3;
    this.bucket = bucket;
    this.told = told;
  }

  long run() {
    for (ListObjectVersionsResponse page : BucketClient.versions(s3, bucket)) {
      delete(identifiers(page));
    }
    for (ListMultipartUploadsResponse page : BucketClient.uploads(s3, bucket)) {
      for (MultipartUpload upload : page.uploads()) {
        var _ =
            s3.abortMultipartUpload(
                request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        count(1);
      }
    }
    return deleted;
  }

  private static List<ObjectIdentifier> identifiers(ListObjectVersionsResponse page) {
    return Stream.concat(
            page.versions().stream().map(version -> identifier(version.key(), version.versionId())),
            page.deleteMarkers().stream()
                .map(marker -> identifier(marker.key(), marker.versionId())))
        .toList();
  }

  private static ObjectIdentifier identifier(String key, String version) {
    return ObjectIdentifier.builder().key(key).versionId(version).build();
  }

  private void delete(List<ObjectIdentifier> all) {
    List<ObjectIdentifier> together = new ArrayList<>();
    for (ObjectIdentifier one : all) {
      if (one.key().codePoints().allMatch(Emptying::isXml)) {
        together.add(one);
      } else {
        var _ =
            s3.deleteObject(
                request -> request.bucket(bucket).key(one.key()).versionId(one.versionId()));
        count(1);
      }
    }
    if (!together.isEmpty()) {
      deleteTogether(together);
    }
  }

  private void deleteTogether(List<ObjectIdentifier> objects) {
    List<S3Error> errors =
        s3.deleteObjects(
                request -> request.bucket(bucket).delete(all -> all.objects(objects).quiet(true)))
            .errors();
    if (!errors.isEmpty()) {
      S3Error first = errors.getFirst();
      throw new CommandFailure(
          ExitCode.FAILURE,
          "%d objects of %s cannot be deleted, such as %s: %s"
              .formatted(errors.size(), bucket, first.key(), first.message()),
          "the log of the gateway may say more; the same command goes on where this one ended");
    }
    count(objects.size());
  }

  /**
   * Whether the body of DeleteObjects can name a character of a key.
   *
   * @see <a href="https://www.w3.org/TR/xml/#charsets">XML 1.0, section 2.2</a>
   */
  private static boolean isXml(int character) {
    return character >= ' ' && character != 0xFFFE && character != 0xFFFF;
  }

  private void count(long more) {
    deleted += more;
    told.accept(deleted);
  }
}
