package io.cistern.s3.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningHostsTest {
  private static final SigningHosts BEHIND_PROXY =
      new SigningHosts(
          Optional.of(URI.create("https://s3.example.org:8443")), List.of("s3.example.org"));

  @ParameterizedTest
  @CsvSource({"localhost:9000,localhost", "[::1]:9000,[::1]", "[::1],[::1]", "LOCALHOST,LOCALHOST"})
  void theHostThatCameIsTakenWithAndWithoutItsPort(String host, String name) {
    assertThat(new SigningHosts(Optional.empty(), List.of()).candidates(host))
        .containsOnly(host, name)
        .first()
        .isEqualTo(host);
  }

  @Test
  void aProxyMayChangeHostAndPort() {
    assertThat(BEHIND_PROXY.candidates("10.0.0.1:9000"))
        .containsExactly(
            "10.0.0.1:9000", "10.0.0.1", "10.0.0.1:8443", "s3.example.org:8443", "s3.example.org");
  }

  @Test
  void aRequestForTheGatewayIsNotOneForABucketOfTheSendersChoice() {
    assertThat(BEHIND_PROXY.candidates("bucket.S3.example.org:80"))
        .containsExactly(
            "bucket.S3.example.org:80", "bucket.S3.example.org", "bucket.S3.example.org:8443");
  }
}
