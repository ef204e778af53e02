package io.cistern.s3.app;

import static io.cistern.s3.model.AccessMode.READ_ONLY;
import static io.cistern.s3.model.AccessMode.READ_WRITE;
import static io.cistern.s3.model.AccessMode.WRITE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.http.RawClient.Response;
import io.cistern.s3.model.AccessKey;
import io.cistern.s3.model.AccessMode;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.UserDraft;
import io.cistern.s3.model.UserName;
import io.cistern.s3.route.Route;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation the gateway routes, asked for by a user of every mode, over HTTP. */
class AuthorizationTest {
  private static final Set<AccessMode> NOBODY = EnumSet.noneOf(AccessMode.class);
  private static final Set<AccessMode> READERS = EnumSet.of(READ_ONLY, READ_WRITE);
  private static final Set<AccessMode> WRITERS = EnumSet.of(WRITE_ONLY, READ_WRITE);
  private static final Set<AccessMode> ALL = EnumSet.allOf(AccessMode.class);

  /** Whose grant on the bucket lets them. What is routed and does not stand here fails the test. */
  private static final Map<String, Set<AccessMode>> DECISIONS =
      Map.ofEntries(
          Map.entry("ListBuckets", ALL),
          Map.entry("CreateBucket", NOBODY),
          Map.entry("HeadBucket", READERS),
          Map.entry("DeleteBucket", NOBODY),
          Map.entry("GetBucketLocation", ALL),
          Map.entry("GetBucketVersioning", READERS),
          Map.entry("PutBucketVersioning", NOBODY),
          Map.entry("GetBucketTagging", READERS),
          Map.entry("PutBucketTagging", NOBODY),
          Map.entry("DeleteBucketTagging", NOBODY),
          Map.entry("GetBucketAcl", READERS),
          Map.entry("PutBucketAcl", NOBODY),
          Map.entry("GetBucketPolicy", READERS),
          Map.entry("GetBucketOwnershipControls", READERS),
          Map.entry("PutBucketOwnershipControls", NOBODY),
          Map.entry("DeleteBucketOwnershipControls", NOBODY),
          Map.entry("GetPublicAccessBlock", READERS),
          Map.entry("PutPublicAccessBlock", NOBODY),
          Map.entry("DeletePublicAccessBlock", NOBODY),
          Map.entry("GetBucketCors", READERS),
          Map.entry("PutBucketCors", NOBODY),
          Map.entry("DeleteBucketCors", NOBODY),
          Map.entry("ListObjects", READERS),
          Map.entry("ListObjectsV2", READERS),
          Map.entry("ListObjectVersions", READERS),
          Map.entry("PutObject", WRITERS),
          Map.entry("GetObject", READERS),
          Map.entry("HeadObject", READERS),
          Map.entry("GetObjectAttributes", READERS),
          Map.entry("DeleteObject", WRITERS),
          Map.entry("DeleteObjects", WRITERS),
          Map.entry("CopyObject", Set.of(READ_WRITE)),
          Map.entry("GetObjectTagging", READERS),
          Map.entry("PutObjectTagging", WRITERS),
          Map.entry("DeleteObjectTagging", WRITERS),
          Map.entry("GetObjectAcl", READERS),
          Map.entry("PutObjectAcl", WRITERS),
          Map.entry("CreateMultipartUpload", WRITERS),
          Map.entry("UploadPart", WRITERS),
          Map.entry("UploadPartCopy", Set.of(READ_WRITE)),
          Map.entry("ListParts", WRITERS),
          Map.entry("ListMultipartUploads", READERS),
          Map.entry("CompleteMultipartUpload", WRITERS),
          Map.entry("AbortMultipartUpload", WRITERS));

  /** What believes no signature in its head; other tests hold their decisions. */
  private static final Set<String> UNSIGNED = Set.of("PostObject", "OptionsObject");

  @TempDir Path directory;
  private TestGateway served;

  @BeforeEach
  void serve() {
    served = new TestGateway(directory.resolve("store"));
    served.store().buckets().create(new BucketName("bucket"), BucketSettings.DEFAULT);
    served.store().buckets().create(new BucketName("other"), BucketSettings.DEFAULT);
    for (AccessMode mode : AccessMode.values()) {
      served
          .store()
          .users()
          .create(
              new UserDraft(
                  new UserName(mode.name()),
                  List.of(new AccessKey(mode.name(), "secret of " + mode, Instant.EPOCH)),
                  Map.of(new BucketName("bucket"), mode),
                  Map.of()));
    }
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void everyOperationThatIsRoutedHasADecision() {
    Set<String> routed =
        routes().map(route -> route.operation().name()).collect(Collectors.toSet());
    assertThat(routed)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(DECISIONS.keySet().stream(), UNSIGNED.stream()).toList());
    assertThat(routes().filter(route -> route.operation().isUnsigned()))
        .extracting(route -> route.operation().name())
        .containsOnlyElementsOf(UNSIGNED);
  }

  @Test
  void eachModeMayDoWhatIsDecidedOnItsBucketAndNothingOnAnother() {
    List<String> wrong = new ArrayList<>();
    for (Route route : signedRoutes()) {
      for (AccessMode mode : AccessMode.values()) {
        boolean wanted = DECISIONS.getOrDefault(route.operation().name(), NOBODY).contains(mode);
        check(route, mode, "bucket", wanted, wrong);
        if (route.level() != Route.Level.SERVICE) {
          check(route, mode, "other", false, wrong);
          check(route, mode, "absent", false, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void check(
      Route route, AccessMode mode, String bucket, boolean wanted, List<String> wrong) {
    String operation = route.operation().name();
    Response answer =
        ask(new SignedClient(served.port(), mode.name(), "secret of " + mode), route, bucket);
    if (isDenied(operation, answer) == wanted) {
      wrong.add(
          "%s by %s in %s: %d %s"
              .formatted(operation, mode, bucket, answer.status(), answer.text()));
    }
  }

  /** DeleteObjects decides each entry; a bucket that is not there has none to decide. */
  private static boolean isDenied(String operation, Response answer) {
    boolean denied = answer.text().contains("<Code>AccessDenied</Code>");
    return switch (operation) {
      case "HeadBucket", "HeadObject" -> answer.status() == 403;
      case "DeleteObjects" -> denied || answer.text().contains("<Code>NoSuchBucket</Code>");
      default -> denied && answer.status() == 403;
    };
  }

  private static Response ask(SignedClient client, Route route, String bucket) {
    String path =
        switch (route.level()) {
          case SERVICE -> "/";
          case BUCKET -> "/" + bucket;
          case OBJECT -> "/" + bucket + "/key";
        };
    String query =
        route.parameters().stream()
            .map(parameter -> parameter.equals("partNumber") ? "partNumber=1" : parameter)
            .collect(Collectors.joining("&"));
    boolean deletes = route.operation().name().equals("DeleteObjects");
    String body = deletes ? "<Delete><Object><Key>key</Key></Object></Delete>" : "";
    List<String> headers = new ArrayList<>(List.of("content-md5", SignedClient.md5(body)));
    route
        .headers()
        .forEach(
            name ->
                headers.addAll(
                    List.of(name, name.endsWith("copy-source") ? bucket + "/source" : "value")));
    String target = query.isEmpty() ? path : path + "?" + query;
    return client.send(route.method(), target, body, headers.toArray(String[]::new));
  }

  private List<Route> signedRoutes() {
    return routes().filter(route -> !route.operation().isUnsigned()).toList();
  }

  private Stream<Route> routes() {
    return served.routes().stream();
  }
}
