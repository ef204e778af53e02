package io.cistern.cli.command;

import io.cistern.cli.client.Catalog;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.ServiceStatus;
import io.cistern.cli.service.Services;
import io.cistern.cli.text.Column;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Elapsed;
import io.cistern.cli.text.Json;
import io.cistern.cli.text.Listing;
import io.cistern.cli.text.OutputFormat;
import io.cistern.cli.text.Style;
import io.cistern.protocol.agent.PoolDescription;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cistern status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show the services and the pools. Exits with 4 unless every service is ready.")
final class StatusCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private final DataOption data = new DataOption();
  @Mixin private final OutputOption output = new OutputOption();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    DataDirectory directory = data.data();
    List<ServiceStatus> services =
        new Services(directory, Installation.ofProcess())
            .all().stream().map(ServiceStatus::of).toList();
    Optional<List<PoolDescription>> pools = pools(directory, services);
    Listing<ServiceStatus> serviceListing = new Listing<>(serviceColumns(), services);
    Listing<PoolDescription> poolListing =
        new Listing<>(PoolColumns.columns(console), pools.orElse(List.of()));
    switch (output.format()) {
      case TABLE -> {
        serviceListing.print(console, OutputFormat.TABLE);
        console.print("");
        if (pools.isPresent()) {
          poolListing.print(console, OutputFormat.TABLE);
        } else {
          console.print("pools: unknown, as their agent does not answer");
        }
      }
      case JSON -> {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("dataDirectory", directory.root().toString());
        all.put("services", serviceListing.json());
        pools.ifPresent(_ -> all.put("pools", poolListing.json()));
        console.print(Json.text(all));
      }
    }
    boolean ready = services.stream().allMatch(ServiceStatus::ready);
    return ready ? 0 : ExitCode.UNAVAILABLE.number();
  }

  private static Optional<List<PoolDescription>> pools(
      DataDirectory directory, List<ServiceStatus> services) {
    if (services.getFirst().pid().isEmpty() && !services.getFirst().ready()) {
      return Optional.empty();
    }
    try (ServiceClient client = new ServiceClient(directory.endpoints())) {
      return Optional.of(new Catalog(client).describe().getPoolsList());
    } catch (StatusRuntimeException unavailable) {
      return Optional.empty();
    }
  }

  private List<Column<ServiceStatus>> serviceColumns() {
    return List.of(
        Column.of("SERVICE", "service", status -> status.service().kind().label()),
        new Column<>(
            "STATE",
            "state",
            status -> console.styled(style(status), state(status)),
            StatusCommand::state,
            false),
        new Column<>(
            "PID",
            "pid",
            status -> status.pid().isPresent() ? Long.toString(status.pid().getAsLong()) : "-",
            status -> status.pid().orElse(0),
            true),
        new Column<>(
            "RSS",
            "residentBytes",
            status -> status.pid().isPresent() ? status.resident().toString() : "-",
            status -> status.resident().bytes(),
            true),
        new Column<>(
            "UPTIME",
            "uptimeSeconds",
            status -> status.pid().isPresent() ? Elapsed.text(status.uptime()) : "-",
            status -> status.uptime().toSeconds(),
            true),
        Column.of("ENDPOINT", "endpoint", status -> StatusView.endpoint(status.service())));
  }

  private static String state(ServiceStatus status) {
    if (status.ready()) {
      return "ready";
    }
    return status.pid().isPresent() ? "not ready" : "stopped";
  }

  private static Style style(ServiceStatus status) {
    if (status.ready()) {
      return Style.GOOD;
    }
    return status.pid().isPresent() ? Style.WARN : Style.BAD;
  }
}
