package io.cistern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.co.CsiClient;
import io.cistern.protocol.csi.ControllerGetCapabilitiesRequest;
import io.cistern.protocol.csi.GetPluginCapabilitiesRequest;
import io.cistern.protocol.csi.GroupControllerGetCapabilitiesRequest;
import io.cistern.protocol.csi.NodeGetCapabilitiesRequest;
import io.cistern.protocol.csi.PluginCapability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of docs/compatibility.md says what the services say of themselves. */
class CompatibilityE2E {
  private static final Path DOCUMENT = Path.of("../docs/compatibility.md");
  private static final Pattern CAPABILITY = Pattern.compile("[A-Z][A-Z_]{3,}");

  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyCapabilityThatIsOfferedIsDocumentedAndNoOther() throws IOException {
    CsiClient controller = cluster.controller();
    assertThat(documented("Identity"))
        .isEqualTo(
            names(
                controller
                    .identity()
                    .getPluginCapabilities(GetPluginCapabilitiesRequest.getDefaultInstance())
                    .getCapabilitiesList()
                    .stream()
                    .map(CompatibilityE2E::nameOf)));
    assertThat(documented("Controller"))
        .isEqualTo(
            names(
                controller
                    .controller()
                    .controllerGetCapabilities(
                        ControllerGetCapabilitiesRequest.getDefaultInstance())
                    .getCapabilitiesList()
                    .stream()
                    .map(capability -> capability.getRpc().getType())));
    assertThat(documented("GroupController"))
        .isEqualTo(
            names(
                controller
                    .groups()
                    .groupControllerGetCapabilities(
                        GroupControllerGetCapabilitiesRequest.getDefaultInstance())
                    .getCapabilitiesList()
                    .stream()
                    .map(capability -> capability.getRpc().getType())));
    assertThat(documented("Node"))
        .isEqualTo(
            names(
                cluster
                    .node()
                    .client()
                    .node()
                    .nodeGetCapabilities(NodeGetCapabilitiesRequest.getDefaultInstance())
                    .getCapabilitiesList()
                    .stream()
                    .map(capability -> capability.getRpc().getType())));
  }

  private static Enum<?> nameOf(PluginCapability capability) {
    return capability.hasService()
        ? capability.getService().getType()
        : capability.getVolumeExpansion().getType();
  }

  private static Set<String> names(Stream<? extends Enum<?>> offered) {
    return offered.map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What the rows of a service name that say yes; a row without a service goes on with the last.
   */
  private static Set<String> documented(String service) throws IOException {
    Set<String> names = new TreeSet<>();
    String current = "";
    for (String line : Files.readAllLines(DOCUMENT)) {
      String[] cells = line.split("\\|", -1);
      if (line.startsWith("## ")) {
        current = "";
      } else if (cells.length > 3) {
        current = cells[1].isBlank() ? current : cells[1].strip();
        if (current.equals(service) && cells[3].strip().startsWith("yes")) {
          CAPABILITY.matcher(cells[2]).results().map(MatchResult::group).forEach(names::add);
        }
      }
    }
    return names;
  }
}
