package io.cistern.cli.command;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.failure.Root;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.HttpPorts;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.PoolChoice;
import io.cistern.cli.service.Service;
import io.cistern.cli.service.ServiceKind;
import io.cistern.cli.service.Services;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Elapsed;
import io.cistern.cli.text.Style;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.uri.PoolUri;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cistern up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description =
        "Start agent, node, controller and gateway on an embedded pool, made if there is none, or"
            + " on one that is there, and wait until they are ready. What runs already is left"
            + " alone.")
final class UpCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description =
          "of the pool's image, such as 10Gi; sparse, and made only where the filesystem has no"
              + " reflinks. Four fifths of the free space by default")
  private Optional<ByteSize> size = Optional.empty();

  @Option(
      names = "--pool",
      paramLabel = "URI",
      description =
          "a pool that is there already, such as lvm:vg, in place of one in the data directory;"
              + " said once, when they start for the first time")
  private Optional<String> pool = Optional.empty();

  @Option(
      names = "--s3-size",
      paramLabel = "SIZE",
      description =
          "of the volume for buckets, where there is none yet; taken only as it fills. Half of the"
              + " pool by default")
  private Optional<ByteSize> s3Size = Optional.empty();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description =
          "health and metrics of the node; controller and gateway follow. Default 9810; 0 for any"
              + " free ones")
  private int httpPort = HttpPorts.DEFAULT.first();

  @Option(
      names = "--s3-port",
      paramLabel = "PORT",
      description = "of the gateway. Default 9000; 0 for any free one")
  private int s3Port = HttpPorts.DEFAULT.s3();

  UpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Root.require("loop devices and mounts");
    HttpPorts ports = new HttpPorts(httpPort, s3Port);
    DataDirectory directory = data.data();
    pool.map(UpCommand::parse).ifPresent(new PoolChoice(directory)::choose);
    Services services = new Services(directory, Installation.ofProcess());
    long start = System.nanoTime();
    services.up(
        new Services.Sizes(size, s3Size),
        ports,
        line -> console.progress(console.styled(Style.GOOD, "✓") + " " + line + since(start)));
    for (Service service : services.all()) {
      StatusView.endpoints(service)
          .forEach(endpoint -> console.print(StatusView.label(service) + endpoint));
    }
    console.print("");
    S3Lines.of(services.get(ServiceKind.GATEWAY)).forEach(console::print);
    return 0;
  }

  private static PoolUri parse(String uri) {
    try {
      return PoolUri.parse(uri);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), "");
    }
  }

  private String since(long start) {
    return console.styled(
        Style.DIM, "  " + Elapsed.text(Duration.ofNanos(System.nanoTime() - start)));
  }
}
