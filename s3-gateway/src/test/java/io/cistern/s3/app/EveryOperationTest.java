package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.route.Route;
import io.cistern.s3.route.Route.Level;
import io.cistern.s3.route.Router;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Every operation that the AWS SDK knows is answered by its own name, or refused by it; and
 * docs/compatibility.md says which.
 */
class EveryOperationTest {
  /** Those that no request to a bucket or object of this server can mean. */
  private static final Set<String> ELSEWHERE =
      Set.of("ListDirectoryBuckets", "WriteGetObjectResponse");

  /** Operations that are no single method of the SDK. */
  private static final Set<String> BESIDES = Set.of("PostObject", "OptionsObject");

  /** What the SDK puts into the query or the head only where it sends. */
  private static final Map<String, String> QUERIES =
      Map.of(
          "UploadPart", "partNumber=1&uploadId=u",
          "UploadPartCopy", "partNumber=1&uploadId=u",
          "ListParts", "uploadId=u",
          "CompleteMultipartUpload", "uploadId=u",
          "AbortMultipartUpload", "uploadId=u");

  private static final Set<String> COPIES = Set.of("CopyObject", "UploadPartCopy");

  /** Which differ from another by a parameter that only tells what is asked for. */
  private static final Pattern LISTS =
      Pattern.compile("List(Bucket.*Configuration|ObjectAnnotation)s");

  private static final Pattern NAMES = Pattern.compile("[A-Z]\\w+(, [A-Z]\\w+)*");

  @TempDir private static Path directory;
  private static List<Route> routes;

  /** An operation as AWS names and addresses it. */
  private record Asked(String name, String method, String uri) {
    static Asked of(String name) {
      try {
        Field binding =
            Class.forName(
                    "software.amazon.awssdk.services.s3.transform." + name + "RequestMarshaller")
                .getDeclaredField("SDK_OPERATION_BINDING");
        binding.setAccessible(true);
        OperationInfo info = (OperationInfo) binding.get(null);
        return new Asked(name, info.httpMethod().name(), info.requestUri());
      } catch (ReflectiveOperationException e) {
        throw new AssertionError("the SDK keeps its operations elsewhere now", e);
      }
    }

    Level level() {
      return uri.startsWith("/{Key+}")
          ? Level.OBJECT
          : name.equals("ListBuckets") ? Level.SERVICE : Level.BUCKET;
    }

    RequestHead head() {
      int mark = uri.indexOf('?');
      String query = mark < 0 ? QUERIES.getOrDefault(name, "") : uri.substring(mark + 1);
      List<Map.Entry<String, String>> headers =
          COPIES.contains(name) ? List.of(Map.entry("x-amz-copy-source", "b/k")) : List.of();
      return new RequestHead(
          "id",
          method,
          "/",
          query,
          Headers.of(headers),
          QueryParameters.parse(query),
          false,
          "127.0.0.1");
    }
  }

  @BeforeAll
  static void start() {
    try (TestGateway gateway = new TestGateway(directory.resolve("store"))) {
      routes = gateway.routes();
    }
  }

  private static Set<String> ofTheSdk() {
    return Arrays.stream(S3AsyncClient.class.getMethods())
        .filter(method -> method.getParameterCount() > 0)
        .map(method -> method.getParameterTypes()[0])
        .filter(type -> S3Request.class.isAssignableFrom(type))
        .map(type -> type.getSimpleName().replaceFirst("Request$", ""))
        .filter(name -> !ELSEWHERE.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> ours() {
    return routes.stream()
        .map(Route::operation)
        .map(Operation::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noOperationIsTakenForAnother() {
    Router router = new Router(routes);
    Set<String> ours = ours();
    assertThat(ofTheSdk()).hasSizeGreaterThan(100);
    for (String name : ofTheSdk()) {
      Asked asked = Asked.of(name);
      if (ours.contains(name)) {
        assertThat(router.route(asked.level(), asked.head()).name()).isEqualTo(name);
      } else {
        String refused = LISTS.matcher(name).replaceAll("Get$1");
        assertThat(refusal(router, asked)).isEqualTo(refused + " is not implemented.");
      }
    }
  }

  private static String refusal(Router router, Asked asked) {
    try {
      return "answered as " + router.route(asked.level(), asked.head()).name();
    } catch (S3Exception refused) {
      assertThat(refused.error()).as(asked.name()).isEqualTo(S3Error.NOT_IMPLEMENTED);
      return refused.message();
    }
  }

  @Test
  void theTableSaysWhichAreThere() throws IOException {
    Set<String> all = ofTheSdk();
    all.addAll(BESIDES);
    Set<String> there = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    for (String[] row : table()) {
      Set<String> side = row[2].strip().startsWith("yes") ? there : missing;
      for (String name : row[1].strip().split(", ")) {
        assertThat(side.add(name)).as("%s once", name).isTrue();
      }
    }
    assertThat(there).isEqualTo(ours());
    all.removeAll(ours());
    assertThat(missing).isEqualTo(all);
  }

  /** The cells of the rows of the section. */
  private static List<String[]> table() throws IOException {
    Path page = Path.of("..", "docs", "compatibility.md");
    String section =
        Files.readString(page)
            .replaceFirst("(?s).*\\n## S3 API\\n", "")
            .replaceFirst("(?s)\\n## .*", "");
    return section
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(1).split("\\|", -1))
        .filter(cells -> NAMES.matcher(cells[1].strip()).matches())
        .toList();
  }
}
