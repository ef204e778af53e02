package io.cistern.cli.command;

import io.cistern.cli.client.Catalog;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.client.VolumeCalls;
import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.failure.Root;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.GatewayVolume;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.ServiceKind;
import io.cistern.cli.service.Services;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Style;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cistern down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description =
        "Unstage the volumes, stop the services and unmount the pool; the data stays. Refused"
            + " while a volume is published.")
final class DownCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--force",
      description =
          "unpublish the volumes as well. One that a program still uses is named and left, and"
              + " nothing is stopped")
  private boolean force;

  DownCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Root.require("loop devices and mounts");
    DataDirectory directory = data.data();
    Services services = new Services(directory, Installation.ofProcess());
    if (services.get(ServiceKind.NODE).process().isPresent()) {
      try (ServiceClient client = new ServiceClient(directory.endpoints())) {
        release(client, directory);
      }
    }
    services.down(this::done);
    console.print("down; the data stays in " + directory.root());
    return 0;
  }

  private void release(ServiceClient client, DataDirectory directory) {
    List<VolumeOnNode> attached =
        new Catalog(client)
            .volumes().stream()
                .filter(volume -> volume.getAttached())
                .filter(volume -> !volume.getSpec().getName().equals(GatewayVolume.NAME))
                .map(volume -> new VolumeOnNode(volume, directory))
                .toList();
    List<String> published =
        attached.stream()
            .flatMap(here -> here.use().targets().stream().map(path -> here.name() + " at " + path))
            .toList();
    if (!published.isEmpty() && !force) {
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "volumes are published:\n  " + String.join("\n  ", published),
          "unpublish them, or let `cistern down --force` do it");
    }
    VolumeCalls calls = new VolumeCalls(client);
    for (VolumeOnNode here : attached) {
      for (Path target : here.use().targets()) {
        calls.unpublish(here.id(), target);
        done("unpublished " + here.name() + " from " + target);
      }
    }
    for (VolumeOnNode here : attached) {
      here.unstage(calls);
      done("unstaged " + here.name());
    }
  }

  private void done(String line) {
    console.progress(console.styled(Style.GOOD, "✓") + " " + line);
  }
}
