package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The commands of users and quotas on a real gateway, and what its S3 clients see of them. */
class UserIT extends WithServices {
  @Test
  void usersAreMadeLetInLimitedAndRemoved() throws IOException {
    cli.run("bucket", "create", "photos").succeeded();
    cli.run("user", "create", "anna").succeeded();
    assertThat(cli.run("user", "create", "anna").exitCode()).isEqualTo(5);
    assertThat(cli.run("user", "create", "a/b").exitCode()).isEqualTo(2);
    JsonNode key =
        new ObjectMapper()
            .readTree(cli.run("user", "key", "create", "anna", "-o", "json").succeeded().out())
            .get(0);
    String id = key.get("accessKey").asText();
    try (S3Client anna = client(id, key.get("secretKey").asText())) {
      assertRefused("AccessDenied", () -> put(anna, "k", "12345"));
      cli.run("user", "grant", "anna", "photos", "--mode", "read-write").succeeded();
      put(anna, "k", "12345");
      limits(anna);
      shows(id);

      cli.run("user", "revoke", "anna", "photos").succeeded();
      assertRefused("AccessDenied", () -> put(anna, "k", "1"));
      cli.run("user", "key", "delete", "anna", id).succeeded();
      assertRefused("InvalidAccessKeyId", () -> put(anna, "k", "1"));
      assertThat(cli.run("user", "key", "delete", "anna", id).exitCode()).isEqualTo(3);
    }
    cli.run("user", "delete", "anna").succeeded();
    assertThat(cli.run("user", "show", "anna").exitCode()).isEqualTo(3);
    assertThat(cli.run("user", "list", "-o", "json").succeeded().out().strip()).isEqualTo("[ ]");
  }

  private void limits(S3Client anna) {
    assertThat(
            cli.run("bucket", "quota", "photos", "--bytes", "6", "--objects", "9")
                .succeeded()
                .out())
        .containsPattern("photos +6 B +5 B +9 +1");
    assertRefused("QuotaExceeded", () -> put(anna, "more", "12"));
    cli.run("bucket", "quota", "photos", "--none", "--objects", "9").succeeded();
    put(anna, "more", "12");
    assertThat(cli.run("bucket", "quota", "photos", "-o", "json").succeeded().out())
        .contains("\"maxBytes\" : \"none\"", "\"bytes\" : 7", "\"maxObjects\" : 9");
    assertThat(cli.run("bucket", "quota", "absent").exitCode()).isEqualTo(3);
  }

  private void shows(String key) {
    assertThat(cli.run("user", "list").succeeded().out())
        .containsPattern("anna +\\S+Z +1 +photos:read-write");
    assertThat(cli.run("user", "show", "anna").succeeded().out())
        .contains("anna, created")
        .contains(key)
        .containsPattern("photos +read-write");
    assertThat(cli.run("user", "show", "anna", "-o", "json").succeeded().out())
        .contains("\"accessKey\" : \"" + key + "\"", "\"mode\" : \"read-write\"")
        .doesNotContain("secret");
  }

  private static void put(S3Client s3, String key, String text) {
    s3.putObject(request -> request.bucket("photos").key(key), RequestBody.fromString(text));
  }

  private static void assertRefused(String code, Runnable request) {
    assertThatThrownBy(request::run)
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
