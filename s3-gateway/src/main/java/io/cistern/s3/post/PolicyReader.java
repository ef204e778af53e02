package io.cistern.s3.post;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the policy of a form. What it does not understand it refuses. Used once. */
final class PolicyReader {
  private static final int DEEPEST = 3;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // policies escape the dollar, which JSON does not
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;
  private final List<Condition> conditions = new ArrayList<>();
  private Policy.Sizes sizes = Policy.ANY_SIZE;

  private PolicyReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads a policy.
   *
   * @param base64 of its UTF-8, as it stands in the form
   * @throws S3Exception {@link S3Error#INVALID_POLICY_DOCUMENT} if it is none
   */
  static Policy read(String base64) {
    try {
      byte[] utf8 = Base64.getDecoder().decode(base64);
      String json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      try (JsonParser parser = JSON.createParser(json)) {
        return new PolicyReader(parser).document();
      }
    } catch (IOException | IllegalArgumentException notJson) {
      throw invalid("Invalid JSON.");
    } catch (DateTimeException notTime) {
      throw invalid("Invalid 'expiration' value.");
    }
  }

  private Policy document() throws IOException {
    expect(parser.nextToken(), JsonToken.START_OBJECT);
    Instant expiration = Instant.MIN;
    Set<String> missing = new HashSet<>(Set.of("expiration", "conditions"));
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (!missing.remove(name)) {
        throw invalid("Unexpected: '%s'".formatted(name));
      }
      if (name.equals("expiration")) {
        expiration = Instant.parse(string());
      } else {
        conditions();
      }
    }
    if (parser.nextToken() != null) {
      throw invalid("Invalid JSON.");
    }
    for (String name : missing) {
      throw invalid("Policy missing %s.".formatted(name));
    }
    return new Policy(expiration, conditions, sizes);
  }

  private void conditions() throws IOException {
    expect(parser.nextToken(), JsonToken.START_ARRAY);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        simple();
      } else {
        expect(token, JsonToken.START_ARRAY);
        listed();
      }
    }
  }

  /** <code>{"name": "value"}</code>. */
  private void simple() throws IOException {
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      throw notOneProperty();
    }
    String name = lower(parser.currentName());
    conditions.add(new Condition.Equal(name, string()));
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw notOneProperty();
    }
  }

  /** {@code ["operator", "$name", "value"]} or {@code ["content-length-range", least, most]}. */
  private void listed() throws IOException {
    switch (lower(string())) {
      case "eq" -> conditions.add(new Condition.Equal(name(), string()));
      case "starts-with" -> conditions.add(new Condition.StartsWith(name(), string()));
      case "content-length-range" -> {
        Policy.Sizes range = new Policy.Sizes(number(), number());
        if (range.least() > range.most()) {
          throw invalid("Invalid content-length-range.");
        }
        sizes = sizes.and(range);
      }
      default -> throw invalid("Invalid Condition: unknown operation.");
    }
    expect(parser.nextToken(), JsonToken.END_ARRAY);
  }

  private String name() throws IOException {
    String name = string();
    if (!name.startsWith("$")) {
      throw invalid("Invalid Condition: the name of a field begins with a dollar.");
    }
    return lower(name.substring(1));
  }

  private String string() throws IOException {
    expect(parser.nextToken(), JsonToken.VALUE_STRING);
    return parser.getText();
  }

  private long number() throws IOException {
    JsonToken token = parser.nextToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_STRING) {
      throw invalid("Invalid content-length-range.");
    }
    String digits = parser.getText();
    if (!digits.matches("[0-9]{1,18}")) {
      throw invalid("Invalid content-length-range.");
    }
    return Long.parseLong(digits);
  }

  private static void expect(JsonToken token, JsonToken wanted) {
    if (token != wanted) {
      throw invalid("Expecting %s but found %s.".formatted(wanted, token));
    }
  }

  private static S3Exception notOneProperty() {
    return invalid(
        "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
  }

  private static S3Exception invalid(String why) {
    return new S3Exception(S3Error.INVALID_POLICY_DOCUMENT, "Invalid Policy: " + why);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
