package io.cistern.cli.command;

import io.cistern.cli.demo.Demo;
import io.cistern.cli.failure.Root;
import io.cistern.cli.service.Installation;
import io.cistern.cli.text.Console;
import io.cistern.pool.uri.PoolUri;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cistern demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "A tour on a throw-away pool: create, write, grow, snapshot under load, restore, clone,"
            + " kill, delete; each claim is checked, and nothing is left. Exits with 1 unless all"
            + " hold.")
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "where the tour makes its own directory; /var/tmp by default, 1 GiB is enough")
  private Path parent = Path.of("/var/tmp");

  @Option(
      names = "--pool",
      paramLabel = "URI",
      description =
          "an empty pool to run on, such as lvm:vg, where only the volume for buckets is left; by"
              + " default a loop pool that is made for it")
  private Optional<String> pool = Optional.empty();

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Root.require("the tour attaches loop devices and mounts filesystems");
    return new Demo(
                console,
                parent.toAbsolutePath(),
                Installation.ofProcess(),
                pool.map(PoolUri::parse))
            .run()
        ? 0
        : 1;
  }
}
