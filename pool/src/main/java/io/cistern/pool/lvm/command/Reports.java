package io.cistern.pool.lvm.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reports: each is one command, however much there is.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/lvmreport.7.html">lvmreport(7)</a>
 */
public final class Reports {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String VG_FIELDS = "vg_name,vg_uuid,vg_extent_size,vg_size,vg_free";
  private static final String LV_FIELDS =
      VG_FIELDS + ",lv_name,lv_uuid,lv_size,lv_tags,lv_attr,pool_lv";

  private final Lvm lvm;

  public Reports(Lvm lvm) {
    this.lvm = lvm;
  }

  /** The volume group of this name. */
  public Optional<VgRow> volumeGroup(String name) {
    try {
      return report("vgs", "vg", VG_FIELDS, name).stream().findFirst().map(Reports::group);
    } catch (PoolError.NotFound absent) {
      return Optional.empty();
    }
  }

  /**
   * Every visible logical volume of a volume group.
   *
   * @throws PoolError.NotFound if there is no such group
   */
  public List<LvRow> volumes(String group) {
    return report("lvs", "lv", LV_FIELDS, group).stream().map(Reports::volume).toList();
  }

  /**
   * The numbers that thin volumes have in their pool.
   *
   * @param names of thin volumes of the group; at least one
   * @return by name
   * @throws PoolError.NotFound if one of them is not there
   */
  public Map<String, Integer> thinNumbers(String group, Collection<String> names) {
    List<String> volumes = names.stream().map(name -> group + "/" + name).toList();
    Map<String, Integer> numbers = new HashMap<>();
    for (JsonNode row : report("lvs", "lv", "lv_name,thin_id", volumes)) {
      try {
        numbers.put(text(row, "lv_name"), Integer.valueOf(text(row, "thin_id")));
      } catch (NumberFormatException e) {
        throw new PoolError.Corrupt("lvm reported no number of a thin volume", e);
      }
    }
    return numbers;
  }

  /** The nodes of a volume group's physical volumes. */
  public List<String> devices(String group) {
    return report("vgs", "vg", "pv_name", group).stream().map(row -> text(row, "pv_name")).toList();
  }

  private List<JsonNode> report(String command, String kind, String fields, String group) {
    return report(command, kind, fields, List.of(group));
  }

  private List<JsonNode> report(String command, String kind, String fields, List<String> of) {
    List<String> words =
        new ArrayList<>(
            List.of("--reportformat", "json", "--units", "b", "--nosuffix", "-o", fields));
    words.addAll(of);
    return parse(kind, lvm.run(command, words));
  }

  /** The rows of a report of one kind. */
  static List<JsonNode> parse(String kind, String text) {
    try {
      JsonNode root = JSON.readTree(text);
      List<JsonNode> rows = new ArrayList<>();
      for (JsonNode report : root.path("report")) {
        report.path(kind).forEach(rows::add);
      }
      if (!root.path("report").isArray()) {
        throw new PoolError.Corrupt("lvm printed no report");
      }
      return rows;
    } catch (JsonProcessingException e) {
      throw new PoolError.Corrupt("lvm printed no valid report: " + e.getOriginalMessage(), e);
    }
  }

  static LvRow volume(JsonNode row) {
    String tags = text(row, "lv_tags");
    return new LvRow(
        text(row, "lv_name"),
        text(row, "lv_uuid"),
        size(row, "lv_size"),
        tags.isEmpty() ? List.of() : List.of(tags.split(",")),
        text(row, "lv_attr"),
        text(row, "pool_lv"),
        group(row));
  }

  private static VgRow group(JsonNode row) {
    return new VgRow(
        text(row, "vg_name"),
        text(row, "vg_uuid"),
        size(row, "vg_extent_size"),
        size(row, "vg_size"),
        size(row, "vg_free"));
  }

  private static ByteSize size(JsonNode row, String field) {
    try {
      return new ByteSize(Long.parseLong(text(row, field)));
    } catch (IllegalArgumentException e) {
      throw new PoolError.Corrupt("lvm reported no size as " + field, e);
    }
  }

  private static String text(JsonNode row, String field) {
    JsonNode value = row.get(field);
    if (value == null || !value.isTextual()) {
      throw new PoolError.Corrupt("lvm reported no " + field);
    }
    return value.textValue();
  }
}
