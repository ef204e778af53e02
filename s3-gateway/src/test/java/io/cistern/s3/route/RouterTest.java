package io.cistern.s3.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.route.Route.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
  private final Router router =
      new Router(
          List.of(
              Route.service("GET", new Named("ListBuckets")),
              Route.bucket("GET", new Named("ListObjects")),
              Route.bucket("GET", new Named("ListObjectsV2")).parameter("list-type=2"),
              Route.bucket("GET", new Named("GetBucketAcl")).parameter("acl"),
              Route.object("GET", new Named("GetObject", "partNumber")),
              Route.object("PUT", new Named("PutObject")),
              Route.object("PUT", new Named("CopyObject")).header("x-amz-copy-source"),
              Route.object("PUT", new Named("UploadPart"))
                  .parameter("partNumber")
                  .parameter("uploadId"),
              Route.object("PUT", new Named("UploadPartCopy"))
                  .parameter("partNumber")
                  .parameter("uploadId")
                  .header("x-amz-copy-source")));

  /** An operation that is only found. */
  private record Named(String name, Set<String> parameters) implements Operation {
    Named(String name, String... parameters) {
      this(name, Set.of(parameters));
    }

    @Override
    public List<Access> accesses(S3Request request) {
      return List.of();
    }

    @Override
    public S3Response handle(S3Request request) {
      return S3Response.ok();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,SERVICE,'',ListBuckets",
    "GET,BUCKET,'',ListObjects",
    "GET,BUCKET,list-type=1,ListObjects",
    "GET,BUCKET,prefix=a&list-type=2,ListObjectsV2",
    "GET,BUCKET,acl,GetBucketAcl",
    "GET,BUCKET,acl=,GetBucketAcl",
    "GET,BUCKET,unknown=1,ListObjects",
    "GET,BUCKET,unknown,ListObjects",
    "GET,OBJECT,'',GetObject",
    "GET,OBJECT,partNumber=1,GetObject",
    "PUT,OBJECT,'',PutObject",
    "PUT,OBJECT,unknown=1&X-Amz-Security-Token=&x-id=PutObject,PutObject",
    "PUT,OBJECT,partNumber=1&uploadId=u,UploadPart"
  })
  void theRouteThatAsksForMostIsTaken(String method, Level level, String query, String name) {
    assertThat(router.route(level, head(method, query, Map.of())).name()).isEqualTo(name);
  }

  @Test
  void aHeaderMakesAnotherOperation() {
    Map<String, String> copy = Map.of("X-Amz-Copy-Source", "/b/k");
    assertThat(router.route(Level.OBJECT, head("PUT", "", copy)).name()).isEqualTo("CopyObject");
    assertThat(router.route(Level.OBJECT, head("PUT", "uploadId=u&partNumber=1", copy)).name())
        .isEqualTo("UploadPartCopy");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,BUCKET,policy,PutBucketPolicy",
    "GET,BUCKET,policyStatus,GetBucketPolicyStatus",
    "DELETE,BUCKET,lifecycle,DeleteBucketLifecycle",
    "GET,BUCKET,lifecycle,GetBucketLifecycleConfiguration",
    "DELETE,BUCKET,encryption,DeleteBucketEncryption",
    "PUT,BUCKET,acl,PutBucketAcl",
    "PUT,OBJECT,acl,PutObjectAcl",
    "PUT,OBJECT,tagging,PutObjectTagging",
    "DELETE,BUCKET,tagging,DeleteBucketTagging",
    "PUT,OBJECT,retention,PutObjectRetention",
    "GET,OBJECT,legal-hold,GetObjectLegalHold",
    "PUT,BUCKET,object-lock,PutObjectLockConfiguration",
    "GET,OBJECT,torrent,GetObjectTorrent",
    "POST,OBJECT,restore,RestoreObject",
    "POST,OBJECT,select&select-type=2,SelectObjectContent",
    "POST,OBJECT,uploads,CreateMultipartUpload",
    "POST,OBJECT,uploadId=u,CompleteMultipartUpload",
    "DELETE,OBJECT,uploadId=u,AbortMultipartUpload",
    "GET,OBJECT,uploadId=u,ListParts",
    "GET,BUCKET,uploads,ListMultipartUploads",
    "GET,BUCKET,versions,ListObjectVersions",
    "GET,BUCKET,session,CreateSession",
    "POST,BUCKET,delete,DeleteObjects",
    "POST,BUCKET,metadataTable,CreateBucketMetadataTableConfiguration",
    "PUT,OBJECT,renameObject,RenameObject",
    "DELETE,OBJECT,annotation,DeleteObjectAnnotation",
    "PUT,OBJECT,encryption,UpdateObjectEncryption",
    "PUT,BUCKET,encryption,PutBucketEncryption",
    "PUT,BUCKET,metadataJournalTable,UpdateBucketMetadataJournalTableConfiguration",
    "PUT,OBJECT,tomorrow,The sub-resource tomorrow",
    "PUT,OBJECT,tomorrow=,The sub-resource tomorrow",
    "DELETE,OBJECT,tomorrow,The sub-resource tomorrow",
    "GET,BUCKET,acl&policy,GetBucketPolicy",
    "GET,SERVICE,acl,GetBucketAcl"
  })
  void aSubResourceNoRouteAskedForIsRefusedByTheNameOfItsOperation(
      String method, Level level, String query, String name) {
    assertThatThrownBy(() -> router.route(level, head(method, query, Map.of())))
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> {
              assertThat(refused.error()).isEqualTo(S3Error.NOT_IMPLEMENTED);
              assertThat(refused.message()).isEqualTo(name + " is not implemented.");
            });
  }

  @Test
  void noSubResourceIsEverTakenForThePlainRequest() {
    for (String name : SubResources.names()) {
      for (String method : List.of("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH")) {
        for (Level level : Level.values()) {
          RequestHead head = head(method, "prefix=&" + name + "=1", Map.of());
          try {
            Operation found = router.route(level, head);
            assertThat(found.name()).isIn("GetBucketAcl", "GetObject");
            assertThat(name).isIn("acl", "partNumber");
          } catch (S3Exception refused) {
            assertThat(refused.error()).isEqualTo(S3Error.NOT_IMPLEMENTED);
            assertThat(refused.message()).doesNotContain("null");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"PATCH,BUCKET", "POST,SERVICE", "POST,OBJECT", "get,BUCKET", "TRACE,OBJECT"})
  void aMethodNothingAnswersToIsNotAllowed(String method, Level level) {
    assertThatThrownBy(() -> router.route(level, head(method, "", Map.of())))
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> assertThat(refused.error()).isEqualTo(S3Error.METHOD_NOT_ALLOWED));
  }

  private static RequestHead head(String method, String query, Map<String, String> headers) {
    return new RequestHead(
        "id",
        method,
        "/",
        query,
        Headers.of(List.copyOf(headers.entrySet())),
        QueryParameters.parse(query),
        false,
        "127.0.0.1");
  }
}
