package io.cistern.cli.command;

import io.cistern.cli.bucket.S3Endpoint;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.Service;
import io.cistern.cli.service.ServiceKind;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the buckets are that a command is about. */
final class S3Option {
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description =
          "of any S3 endpoint, with the credentials in $AWS_ACCESS_KEY_ID and"
              + " $AWS_SECRET_ACCESS_KEY; the data directory's gateway by default")
  private Optional<URI> url = Optional.empty();

  S3Endpoint endpoint() {
    return url.map(chosen -> S3Endpoint.at(chosen, System::getenv))
        .orElseGet(() -> S3Endpoint.of(gateway(data.data())));
  }

  static Service gateway(DataDirectory data) {
    return new Service(ServiceKind.GATEWAY, data, Installation.ofProcess(), Map.of());
  }
}
