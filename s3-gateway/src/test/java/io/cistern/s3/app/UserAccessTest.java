package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.http.RawClient.Response;
import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.Users;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A user at work, with the AWS SDK and with requests written by hand. */
class UserAccessTest {
  private static final UserName ANNA = new UserName("anna");
  private static final String SECRET = "the secret of anna";
  private static final BucketName MINE = new BucketName("mine");
  private static final BucketName SHARED = new BucketName("shared");
  private static final BucketName OTHERS = new BucketName("others");

  @TempDir Path directory;
  private TestGateway served;
  private S3Client root;
  private S3Client anna;
  private SignedClient signed;

  @BeforeEach
  void serve() {
    served = new TestGateway(directory.resolve("store"));
    root = served.client();
    for (BucketName bucket : List.of(MINE, SHARED, OTHERS)) {
      served.store().buckets().create(bucket, BucketSettings.DEFAULT);
      root.putObject(put -> put.bucket(bucket.value()).key("there"), RequestBody.fromString("x"));
    }
    users()
        .create(
            new UserDraft(
                ANNA,
                List.of(new AccessKey("ANNA", SECRET, Instant.EPOCH)),
                Map.of(MINE, AccessMode.READ_WRITE, SHARED, AccessMode.READ_ONLY),
                Map.of()));
    anna = served.client("ANNA", SECRET);
    signed = new SignedClient(served.port(), "ANNA", SECRET);
  }

  @AfterEach
  void stop() {
    anna.close();
    root.close();
    served.close();
  }

  @Test
  void aUserSeesItsBucketsAndNoOthers() {
    assertThat(anna.listBuckets().buckets())
        .extracting(Bucket::name)
        .containsExactly("mine", "shared");
    assertThat(anna.listBuckets().owner()).isEqualTo(root.listBuckets().owner());
    assertThat(root.listBuckets().buckets()).hasSize(3);
  }

  @Test
  void bothSidesOfACopyAreAuthorised() {
    copy("shared", "mine");
    assertThat(root.headObject(head -> head.bucket("mine").key("copy")).contentLength())
        .isEqualTo(1);
    assertDenied(() -> copy("others", "mine"));
    assertDenied(() -> copy("mine", "shared"));
    assertThat(signed.send("PUT", "/mine/copy", "", "x-amz-copy-source", "/mine/../others/there"))
        .extracting(Response::status)
        .isEqualTo(404);
  }

  @Test
  void aPresignedUrlIsWorthWhatItsSignerMay() {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + served.port()))
            .region(Region.US_EAST_1)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("ANNA", SECRET)))
            .build()) {
      assertThat(follow(presigner, "shared").text()).isEqualTo("x");
      assertThat(follow(presigner, "others").text()).contains("<Code>AccessDenied</Code>");
      users().revoke(ANNA, Set.of(SHARED));
      assertThat(follow(presigner, "shared").text()).contains("<Code>AccessDenied</Code>");
    }
  }

  private Response follow(S3Presigner presigner, String bucket) {
    URI url =
        URI.create(
            presigner
                .presignGetObject(
                    presign ->
                        presign
                            .signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket(bucket).key("there")))
                .url()
                .toString());
    return signed.sendUnsigned("GET", url.getRawPath() + "?" + url.getRawQuery(), "");
  }

  @Test
  void whatIsTakenAwayIsRefusedAtOnce() {
    anna.putObject(put -> put.bucket("mine").key("k"), RequestBody.fromString("y"));
    users().grant(ANNA, MINE, AccessMode.READ_ONLY);
    assertDenied(
        () -> anna.putObject(put -> put.bucket("mine").key("k"), RequestBody.fromString("z")));
    users().revoke(ANNA, Set.of(MINE));
    assertDenied(() -> anna.getObjectAsBytes(get -> get.bucket("mine").key("k")));
    users().removeKey(ANNA, "ANNA");
    assertThatThrownBy(() -> anna.listBuckets())
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused ->
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidAccessKeyId"));
    assertThat(root.getObjectAsBytes(get -> get.bucket("mine").key("k")).asUtf8String())
        .isEqualTo("y");
  }

  @Test
  void whoOnlyWritesDestroysNoVersionThatIsKept() {
    served.store().buckets().update(MINE, settings -> settings.withVersioning(Versioning.ENABLED));
    String version =
        anna.putObject(put -> put.bucket("mine").key("k"), RequestBody.fromString("1")).versionId();
    users().grant(ANNA, MINE, AccessMode.WRITE_ONLY);
    anna.putObject(put -> put.bucket("mine").key("k"), RequestBody.fromString("2"));
    anna.deleteObject(delete -> delete.bucket("mine").key("k"));
    assertDenied(
        () -> anna.deleteObject(delete -> delete.bucket("mine").key("k").versionId(version)));
    assertThat(
            anna.deleteObjects(
                    delete ->
                        delete
                            .bucket("mine")
                            .delete(all -> all.objects(one -> one.key("k").versionId(version))))
                .errors())
        .singleElement()
        .extracting(error -> error.code())
        .isEqualTo("AccessDenied");
    assertThat(
            root.getObjectAsBytes(get -> get.bucket("mine").key("k").versionId(version))
                .asUtf8String())
        .isEqualTo("1");
  }

  @Test
  void aNewBucketOfAGrantedNameIsAnother() {
    root.deleteObject(delete -> delete.bucket("mine").key("there"));
    root.deleteBucket(delete -> delete.bucket("mine"));
    root.createBucket(create -> create.bucket("mine"));
    assertDenied(() -> anna.headBucket(head -> head.bucket("mine")));
  }

  @Test
  void theStoreKeepsWhatAUserMayNotTouch() {
    assertDenied(
        () -> anna.putObject(put -> put.bucket("shared").key("k"), RequestBody.fromString("z")));
    assertDenied(() -> anna.deleteObject(delete -> delete.bucket("others").key("there")));
    assertDenied(() -> anna.deleteBucket(delete -> delete.bucket("mine")));
    assertDenied(() -> anna.createBucket(create -> create.bucket("new-one")));
    assertThat(
            served.store().objects().head(OTHERS, new ObjectKey("there"), Optional.empty()).size())
        .isEqualTo(1);
    assertThat(served.store().buckets().find(new BucketName("new-one"))).isEmpty();
  }

  private void copy(String from, String to) {
    anna.copyObject(
        copy ->
            copy.sourceBucket(from)
                .sourceKey("there")
                .destinationBucket(to)
                .destinationKey("copy"));
  }

  private static void assertDenied(Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(403));
  }

  private Users users() {
    return served.store().users();
  }
}
