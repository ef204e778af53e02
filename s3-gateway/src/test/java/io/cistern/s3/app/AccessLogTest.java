package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cistern.s3.api.Headers;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.http.Answer;
import io.cistern.s3.http.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of a request in the access log. */
class AccessLogTest {
  private static Ended ended(String path) {
    RequestHead head =
        new RequestHead(
            "REQUEST",
            "GET",
            path,
            "X-Amz-Signature=secret",
            Headers.of(List.of(Map.entry("Authorization", "secret"))),
            QueryParameters.EMPTY,
            true,
            "10.0.0.1");
    return new Ended(
        head,
        new Answer(S3Response.of(404), "GetObject", "NoSuchKey", "AKIA"),
        Instant.parse("2026-01-02T03:04:05.678Z"),
        Duration.ofMillis(12),
        3,
        250,
        true);
  }

  private static Map<String, String> parse(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(line)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, parser.getText());
      }
      assertThat(parser.nextToken()).isNull();
    }
    return fields;
  }

  @Test
  void aLineSaysWhoAskedForWhatAndHowItEnded() throws IOException {
    assertThat(parse(AccessLog.line(ended("/bucket/key"))))
        .containsEntry("time", "2026-01-02T03:04:05.678Z")
        .containsEntry("requestId", "REQUEST")
        .containsEntry("peer", "10.0.0.1")
        .containsEntry("accessKey", "AKIA")
        .containsEntry("operation", "GetObject")
        .containsEntry("status", "404")
        .containsEntry("code", "NoSuchKey")
        .containsEntry("bytesIn", "3")
        .containsEntry("bytesOut", "250")
        .containsEntry("micros", "12000")
        .containsEntry("complete", "true");
  }

  @Test
  void nothingSecretStandsInALineAndNothingBreaksIt() throws IOException {
    String line = AccessLog.line(ended("/b/\"\\\n\u0000\u00ff"));
    assertThat(line).doesNotContain("secret").hasLineCount(1);
    assertThat(parse(line)).containsEntry("path", "/b/\"\\\n\u0000\u00ff");
  }

  @Test
  void linesAreAppended(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("access"), "before\n");
    try (AccessLog log = AccessLog.open(file)) {
      log.ended(ended("/a"));
      log.ended(ended("/b"));
    }
    assertThat(Files.readAllLines(file)).hasSize(3).startsWith("before");
  }
}
