package io.cistern.cli.bucket;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.service.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where buckets are, and as whom.
 *
 * @param url {@code http} or {@code https}, of the endpoint and not of a bucket
 * @param region part of every signature
 */
public record S3Endpoint(URI url, String region, String accessKey, String secretKey) {
  private static final String DEFAULT_REGION = "us-east-1";
  private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

  public S3Endpoint {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "an endpoint is http://host:port or https://host:port, not \"" + url + "\"");
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return url.toString();
  }

  /**
   * The gateway of a data directory, with its root credentials.
   *
   * @throws CommandFailure if it does not run, or its credentials may not be read
   */
  public static S3Endpoint of(Service gateway) {
    List<Integer> ports = gateway.ports();
    if (gateway.process().isEmpty() || ports.isEmpty()) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "the gateway of " + gateway.data().root() + " does not run",
          "`cistern up` starts it; --endpoint-url names another");
    }
    Path file = gateway.data().s3Credentials();
    List<String> lines = lines(file);
    return new S3Endpoint(
        URI.create("http://127.0.0.1:" + ports.getLast()),
        DEFAULT_REGION,
        value(file, lines, "access-key="),
        value(file, lines, "secret-key="));
  }

  /**
   * Any endpoint, with the credentials of the environment.
   *
   * @param environment gives a variable's value
   * @throws CommandFailure if a variable is not set
   */
  public static S3Endpoint at(URI url, UnaryOperator<@Nullable String> environment) {
    return new S3Endpoint(
        url,
        variable(environment, "AWS_REGION")
            .or(() -> variable(environment, "AWS_DEFAULT_REGION"))
            .orElse(DEFAULT_REGION),
        variable(environment, ACCESS_KEY).orElseThrow(() -> unset(ACCESS_KEY)),
        variable(environment, SECRET_KEY).orElseThrow(() -> unset(SECRET_KEY)));
  }

  private static Optional<String> variable(
      UnaryOperator<@Nullable String> environment, String name) {
    return Optional.ofNullable(environment.apply(name)).filter(text -> !text.isEmpty());
  }

  private static CommandFailure unset(String variable) {
    return new CommandFailure(
        ExitCode.USAGE,
        "--endpoint-url needs credentials, and $" + variable + " is not set",
        "export " + ACCESS_KEY + " and " + SECRET_KEY);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (AccessDeniedException refused) {
      throw new CommandFailure(
          ExitCode.FAILURE,
          "the gateway's credentials are for root only: " + file,
          "run it again with sudo, or name --endpoint-url and credentials of your own");
    } catch (NoSuchFileException none) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "the gateway has no credentials: no " + file,
          "`cistern down`, then `cistern up` makes them");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot read " + file, e);
    }
  }

  private static String value(Path file, List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILURE,
                    file + " has no line " + name + "...",
                    "take it away; `cistern down` and `cistern up` make a new one"));
  }
}
