package io.cistern.node.ephemeral;

import io.cistern.node.error.NodeError;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The volumeAttributes of an inline volume.
 *
 * @param size how large
 * @param pool of which pool, or empty for any
 * @param provisioning thin or thick
 */
record EphemeralAttributes(ByteSize size, Optional<PoolName> pool, Provisioning provisioning) {
  private static final String FLAG = "csi.storage.k8s.io/ephemeral";
  private static final String KUBERNETES = "csi.storage.k8s.io/";
  private static final Set<String> KNOWN = Set.of("size", "pool", "provisioning");

  static boolean isEphemeral(Map<String, String> context) {
    return "true".equals(context.get(FLAG));
  }

  /**
   * @throws NodeError invalid, naming the attribute
   */
  static EphemeralAttributes parse(Map<String, String> context) {
    for (String key : context.keySet()) {
      if (!KNOWN.contains(key) && !key.startsWith(KUBERNETES)) {
        throw NodeError.invalid(
            "unknown volume attribute '" + key + "'; known are size, pool and provisioning");
      }
    }
    return new EphemeralAttributes(
        attribute(context, "size", Quantity::parse).orElse(ByteSize.ofGiB(1)),
        attribute(context, "pool", PoolName::new),
        attribute(context, "provisioning", EphemeralAttributes::provisioning)
            .orElse(Provisioning.THIN));
  }

  private static Provisioning provisioning(String text) {
    return Provisioning.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("thin or thick, not '" + text + "'"));
  }

  private static <T> Optional<T> attribute(
      Map<String, String> context, String key, Function<String, T> parse) {
    try {
      return Optional.ofNullable(context.get(key)).map(parse);
    } catch (IllegalArgumentException wrong) {
      throw NodeError.invalid("volume attribute '" + key + "': " + wrong.getMessage());
    }
  }
}
