package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Objects as the AWS SDK for Java 2 handles them without any settings, over real HTTP. */
class ObjectsWithAwsSdkTest extends WithAwsSdk {
  private static final String KEY = "a//../k\u00e4y +?";

  @Test
  void anObjectIsPutReadCopiedTaggedAndDeleted() {
    String tag =
        s3.putObject(
                put -> put.bucket(BUCKET).key(KEY).metadata(Map.of("a", "b")).tagging("t=1"),
                RequestBody.fromString("hello"))
            .eTag();
    var head = s3.headObject(get -> get.bucket(BUCKET).key(KEY).checksumMode(ChecksumMode.ENABLED));
    assertThat(head.checksumCRC32()).isEqualTo("NhCmhg==");
    assertThat(head.metadata()).containsEntry("a", "b");
    var copied =
        s3.copyObject(
            copy ->
                copy.sourceBucket(BUCKET)
                    .sourceKey(KEY)
                    .destinationBucket(BUCKET)
                    .destinationKey("copy")
                    .copySourceIfMatch(tag)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                    .metadataDirective(MetadataDirective.REPLACE)
                    .metadata(Map.of("c", "d")));
    assertThat(copied.copyObjectResult().checksumSHA256())
        .isEqualTo("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
    var read = s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("copy"));
    assertThat(read.asUtf8String()).isEqualTo("hello");
    assertThat(read.response().metadata()).isEqualTo(Map.of("c", "d"));
    assertThat(s3.getObjectTagging(get -> get.bucket(BUCKET).key("copy")).tagSet())
        .containsExactly(Tag.builder().key("t").value("1").build());
    var attributes =
        s3.getObjectAttributes(
            get ->
                get.bucket(BUCKET)
                    .key("copy")
                    .objectAttributes(ObjectAttributes.OBJECT_SIZE, ObjectAttributes.E_TAG));
    assertThat(attributes.objectSize()).isEqualTo(5);
    assertThat('"' + attributes.eTag() + '"').isEqualTo(tag);
    s3.deleteObject(delete -> delete.bucket(BUCKET).key(KEY).ifMatch(tag));
    assertThatThrownBy(() -> s3.getObject(get -> get.bucket(BUCKET).key(KEY)))
        .isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void aThousandObjectsAreDeletedAtOnce() {
    List<ObjectIdentifier> all =
        IntStream.range(0, 1000)
            .mapToObj(i -> ObjectIdentifier.builder().key("many/" + i).build())
            .toList();
    s3.putObject(put -> put.bucket(BUCKET).key("many/7"), RequestBody.fromString("x"));
    DeleteObjectsResponse deleted =
        s3.deleteObjects(delete -> delete.bucket(BUCKET).delete(list -> list.objects(all)));
    assertThat(deleted.errors()).isEmpty();
    assertThat(deleted.deleted()).hasSize(1000);
    assertThat(s3.listObjectsV2(list -> list.bucket(BUCKET).prefix("many/")).contents()).isEmpty();
  }

  @Test
  void conditionsOfWritesAreErrorsTheSdkKnows() {
    s3.putObject(
        put -> put.bucket(BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("1"));
    assertThatThrownBy(
            () ->
                s3.putObject(
                    put -> put.bucket(BUCKET).key("once").ifNoneMatch("*"),
                    RequestBody.fromString("2")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> {
              assertThat(refused.statusCode()).isEqualTo(412);
              assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("PreconditionFailed");
            });
    assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("once")).asUtf8String())
        .isEqualTo("1");
  }

  @Test
  void versionsAreReadAndDeletedByTheirIds() {
    String bucket = "versioned-objects";
    s3.createBucket(create -> create.bucket(bucket));
    s3.putBucketVersioning(
        put ->
            put.bucket(bucket)
                .versioningConfiguration(to -> to.status(BucketVersioningStatus.ENABLED)));
    String first = put(bucket, "1");
    String second = put(bucket, "2");
    String marker = s3.deleteObject(delete -> delete.bucket(bucket).key("k")).versionId();
    assertThat(
            s3.getObjectAsBytes(get -> get.bucket(bucket).key("k").versionId(first)).asUtf8String())
        .isEqualTo("1");
    assertThatThrownBy(() -> s3.headObject(get -> get.bucket(bucket).key("k").versionId(marker)))
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(405));
    s3.deleteObject(delete -> delete.bucket(bucket).key("k").versionId(marker));
    s3.deleteObject(delete -> delete.bucket(bucket).key("k").versionId(second));
    assertThat(s3.getObjectAsBytes(get -> get.bucket(bucket).key("k")).asUtf8String())
        .isEqualTo("1");
  }

  private static String put(String bucket, String text) {
    return s3.putObject(put -> put.bucket(bucket).key("k"), RequestBody.fromString(text))
        .versionId();
  }
}
