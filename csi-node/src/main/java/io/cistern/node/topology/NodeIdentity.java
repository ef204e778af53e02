package io.cistern.node.topology;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * This node, as CSI knows it.
 *
 * @param id what the orchestrator calls it, 1 to 256 bytes
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#nodegetinfo">NodeGetInfo</a>
 */
public record NodeIdentity(String id) {
  /** The one topology key of the driver. */
  public static final String TOPOLOGY_KEY = "topology.csi.cistern.io/node";

  private static final int MAX_BYTES = 256;
  private static final int READABLE_PREFIX = 46;
  private static final Pattern LABEL_VALUE =
      Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern FOREIGN = Pattern.compile("[^-A-Za-z0-9_.]");
  private static final Pattern LEADING = Pattern.compile("^[^A-Za-z0-9]+");

  public NodeIdentity {
    if (id.isEmpty() || id.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("cistern.node.id has 1 to " + MAX_BYTES + " bytes");
    }
  }

  /** Where this node's volumes can be reached: on this node only. */
  public Map<String, String> segments() {
    return Map.of(TOPOLOGY_KEY, segmentValue());
  }

  /**
   * The id itself where it is a legal value of a segment (at most 63 characters), and otherwise a
   * readable beginning of it with 16 hexadecimal digits of its SHA-256.
   */
  private String segmentValue() {
    if (LABEL_VALUE.matcher(id).matches()) {
      return id;
    }
    String readable = LEADING.matcher(FOREIGN.matcher(id).replaceAll("-")).replaceFirst("");
    String prefix = readable.substring(0, Math.min(READABLE_PREFIX, readable.length()));
    return (prefix.isEmpty() ? "node" : prefix) + "-" + digest();
  }

  private String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
