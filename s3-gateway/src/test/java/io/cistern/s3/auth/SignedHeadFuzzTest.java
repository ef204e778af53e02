package io.cistern.s3.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Exception;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Heads that were changed after they were signed. */
class SignedHeadFuzzTest {
  private static final int ROUNDS = 20_000;

  @Test
  void whateverIsChangedInASignedHeadItIsRefusedOrMeansTheSame() {
    holds(
        Signer.signer()
            .header("x-amz-meta-a", "some value")
            .header("range", "bytes=0-9")
            .inHeader("PUT", "/bucket/a%20key%2Bmore//x", "partNumber=1&prefix=a%2Fb&uploadId=u"));
  }

  @Test
  void whateverIsChangedInAPresignedUrlItIsRefusedOrMeansTheSame() {
    holds(
        Signer.signer().inQuery("GET", "/bucket/a%20key", "response-expires=1&versionId=v", "60"));
  }

  private static void holds(RequestHead signed) {
    Authenticator authenticator = Heads.at(Heads.DAY);
    assertThat(authenticator.authenticate(signed).principal().root()).isTrue();
    Map<String, String> meaning = meaning(signed);
    Random random = new Random(5);
    int believed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      try {
        RequestHead changed = change(signed, random);
        if (authenticator.authenticate(changed).principal().root()) {
          believed++;
          assertThat(meaning(changed)).isEqualTo(meaning);
        }
      } catch (S3Exception refused) {
        assertThat(refused.error().status()).isBetween(400, 403);
      }
    }
    assertThat(believed).isLessThan(ROUNDS);
  }

  /** What the gateway would do. */
  private static Map<String, String> meaning(RequestHead head) {
    Map<String, String> meaning = new TreeMap<>();
    meaning.put("method", head.method());
    meaning.put("path", PercentEncoding.decodePath(head.rawPath()));
    for (QueryParameters.Parameter parameter : head.query().all()) {
      meaning.merge("?" + parameter.name(), parameter.value(), (a, b) -> a + "&" + b);
    }
    for (Map.Entry<String, String> header : head.headers().entries()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      // what nobody signed may be anything, and the frame of Authorization means nothing
      if (!name.equals("authorization") && (name.startsWith("x-amz-") || name.equals("range"))) {
        meaning.merge(name, collapsed(header.getValue()), (a, b) -> a + "," + b);
      }
    }
    return meaning;
  }

  private static String collapsed(String value) {
    return value.strip().replaceAll("[ \t]+", " ");
  }

  private static RequestHead change(RequestHead head, Random random) {
    String method = head.method();
    String path = head.rawPath();
    String query = head.rawQuery();
    List<Map.Entry<String, String>> headers = new ArrayList<>(head.headers().entries());
    switch (random.nextInt(6)) {
      case 0 -> method = flip(method, random);
      case 1 -> path = flip(path, random);
      case 2 -> query = flip(query, random);
      case 3 -> {
        int at = random.nextInt(headers.size());
        Map.Entry<String, String> header = headers.get(at);
        headers.set(at, Map.entry(header.getKey(), flip(header.getValue(), random)));
      }
      case 4 -> {
        int at = random.nextInt(headers.size());
        Map.Entry<String, String> header = headers.get(at);
        headers.set(at, Map.entry(flip(header.getKey(), random), header.getValue()));
      }
      default -> {
        int at = random.nextInt(headers.size());
        if (random.nextBoolean()) {
          headers.remove(at);
        } else {
          headers.add(random.nextInt(headers.size() + 1), headers.get(at));
        }
      }
    }
    return new RequestHead(
        "id",
        method,
        path,
        query,
        Headers.of(headers),
        QueryParameters.parse(query),
        false,
        "127.0.0.1");
  }

  private static String flip(String text, Random random) {
    if (text.isEmpty()) {
      return "x";
    }
    int at = random.nextInt(text.length());
    String alphabet = "aZ09/%+ =&;,.-_~\t\u00e9";
    char c = alphabet.charAt(random.nextInt(alphabet.length()));
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + c + text.substring(at + 1);
      case 1 -> text.substring(0, at) + c + text.substring(at);
      default -> text.substring(0, at) + text.substring(at + 1);
    };
  }
}
