package io.cistern.cli.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3EndpointTest {
  private static final URI URL = URI.create("https://s3.example:9000");

  @Test
  void theEnvironmentSaysWhoAsks() {
    Map<String, String> environment =
        Map.of(
            "AWS_ACCESS_KEY_ID", "key",
            "AWS_SECRET_ACCESS_KEY", "hidden",
            "AWS_DEFAULT_REGION", "eu-west-1");
    S3Endpoint endpoint = S3Endpoint.at(URL, environment::get);
    assertThat(endpoint).isEqualTo(new S3Endpoint(URL, "eu-west-1", "key", "hidden"));
    assertThat(endpoint.toString()).doesNotContain("hidden");
  }

  @Test
  void aVariableThatIsNotSetIsNamed() {
    CommandFailure failure =
        catchThrowableOfType(
            CommandFailure.class,
            () -> S3Endpoint.at(URL, Map.of("AWS_ACCESS_KEY_ID", "key")::get));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure).hasMessageContaining("$AWS_SECRET_ACCESS_KEY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3.example", "ftp://s3.example", "http:///bucket", "9000"})
  void whatIsNoEndpointIsRefused(String url) {
    assertThatThrownBy(() -> new S3Endpoint(URI.create(url), "us-east-1", "a", "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(url);
  }
}
