package io.cistern.cli.bucket;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** The S3 calls that are about whole buckets. Every failure is a {@link CommandFailure}. */
public final class BucketClient implements AutoCloseable {
  private static final String DURABILITY = "x-cistern-durability";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI url;
  private final S3Client s3;

  public BucketClient(S3Endpoint endpoint) {
    this.url = endpoint.url();
    this.s3 =
        S3Client.builder()
            .endpointOverride(url)
            .region(Region.of(endpoint.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(endpoint.accessKey(), endpoint.secretKey())))
            .forcePathStyle(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            // What is in ~/.aws is about other endpoints
            .overrideConfiguration(
                settings -> settings.defaultProfileFile(ProfileFile.aggregator().build()))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .socketTimeout(PATIENCE)
                    .proxyConfiguration(
                        ProxyConfiguration.builder()
                            .useSystemPropertyValues(false)
                            .useEnvironmentVariablesValues(false)
                            .build()))
            .build();
  }

  /** All buckets, by name. */
  public List<BucketInfo> list() {
    return call(
        () ->
            s3.listBucketsPaginator().stream()
                .flatMap(page -> page.buckets().stream())
                .map(bucket -> new BucketInfo(bucket.name(), bucket.creationDate()))
                .toList());
  }

  /**
   * Makes a bucket; durable on return.
   *
   * @param relaxed whether a power cut may take its latest objects
   * @return false if there was one of this name and durability
   */
  public boolean create(String name, boolean relaxed) {
    String durability = relaxed ? "relaxed" : "strict";
    return call(
        () -> {
          try {
            s3.createBucket(
                request -> {
                  request.bucket(name);
                  if (relaxed) {
                    request.overrideConfiguration(call -> call.putHeader(DURABILITY, durability));
                  }
                });
            return true;
          } catch (BucketAlreadyOwnedByYouException there) {
            requireDurability(name, durability);
            return false;
          }
        });
  }

  private void requireDurability(String name, String wanted) {
    String is =
        s3.headBucket(request -> request.bucket(name))
            .sdkHttpResponse()
            .firstMatchingHeader(DURABILITY)
            .orElse("strict");
    if (!is.equals(wanted)) {
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "bucket " + name + " is there already, and is " + is,
          "choose another name; the durability of a bucket stays as it was made");
    }
  }

  /** Removes a bucket, which must be empty. */
  public void delete(String name) {
    var _ = call(() -> s3.deleteBucket(request -> request.bucket(name)));
  }

  /**
   * Deletes all versions, delete markers and uploads of a bucket. What is put meanwhile may stay.
   *
   * @param deleted is told how many are gone so far
   * @return how many that were
   */
  public long empty(String name, LongConsumer deleted) {
    return call(() -> new Emptying(s3, name, deleted).run());
  }

  /**
   * Lists all of a bucket.
   *
   * @param counted is told how many versions have been counted so far
   */
  public BucketUsage usage(String name, LongConsumer counted) {
    return call(
        () -> {
          BucketUsage usage = BucketUsage.NONE;
          for (ListObjectVersionsResponse page : versions(s3, name)) {
            usage = usage.plus(ofPage(page));
            counted.accept(usage.versions());
          }
          for (ListMultipartUploadsResponse page : uploads(s3, name)) {
            usage = usage.plus(new BucketUsage(0, 0, 0, page.uploads().size()));
          }
          return usage;
        });
  }

  private static BucketUsage ofPage(ListObjectVersionsResponse page) {
    List<ObjectVersion> versions = page.versions();
    return new BucketUsage(
        versions.stream().filter(ObjectVersion::isLatest).count(),
        versions.size(),
        versions.stream().mapToLong(ObjectVersion::size).sum(),
        0);
  }

  /** Pages of versions; URL encoding carries keys that XML cannot. */
  static Iterable<ListObjectVersionsResponse> versions(S3Client s3, String bucket) {
    return s3.listObjectVersionsPaginator(
        request -> request.bucket(bucket).encodingType(EncodingType.URL));
  }

  static Iterable<ListMultipartUploadsResponse> uploads(S3Client s3, String bucket) {
    return s3.listMultipartUploadsPaginator(
        request -> request.bucket(bucket).encodingType(EncodingType.URL));
  }

  /** Calls of the library. */
  private interface Calls<T> {
    T run();
  }

  private <T> T call(Calls<T> calls) {
    try {
      return calls.run();
    } catch (SdkException wrong) {
      throw S3Failures.of(wrong, url);
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
