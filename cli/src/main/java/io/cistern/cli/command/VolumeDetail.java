package io.cistern.cli.command;

import io.cistern.cli.kernel.VolumeUse;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Json;
import io.cistern.cli.text.OutputFormat;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.agent.Volume;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything about one volume. */
final class VolumeDetail {
  private VolumeDetail() {}

  static void print(VolumeOnNode here, Console console, OutputFormat format) {
    Map<String, Object> detail = detail(here);
    switch (format) {
      case TABLE ->
          detail.forEach(
              (key, value) -> {
                String text =
                    key.endsWith("Bytes") && value instanceof Long bytes
                        ? new ByteSize(bytes).toString()
                        : value instanceof List<?> list
                            ? String.join(", ", list.stream().map(String::valueOf).toList())
                            : String.valueOf(value);
                console.print("%-14s%s".formatted(label(key), text.isEmpty() ? "-" : text));
              });
      case JSON -> console.print(Json.text(detail));
    }
  }

  private static String label(String key) {
    return switch (key) {
      case "sizeBytes" -> "size";
      case "createdAt" -> "created";
      default -> key;
    };
  }

  private static Map<String, Object> detail(VolumeOnNode here) {
    Volume volume = here.volume();
    VolumeUse use = here.use();
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("name", here.name());
    detail.put("id", here.id());
    detail.put("pool", volume.getPoolId());
    detail.put("sizeBytes", volume.getSizeBytes());
    detail.put("type", VolumeColumns.type(volume));
    detail.put("provisioning", VolumeColumns.provisioning(volume));
    detail.put("createdAt", VolumeColumns.time(volume.getCreatedAt()));
    detail.put("state", here.state());
    detail.put("device", use.device());
    detail.put("staging", use.staged() ? here.staging().toString() : "");
    detail.put("targets", use.targets().stream().map(Path::toString).toList());
    detail.put(
        "condition",
        volume.getCondition().getAbnormal()
            ? "abnormal: " + volume.getCondition().getMessage()
            : "normal");
    return detail;
  }
}
