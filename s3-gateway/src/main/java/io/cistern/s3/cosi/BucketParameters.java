package io.cistern.s3.cosi;

import io.cistern.s3.access.AccessDefaults;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.Quota;
import io.cistern.s3.rpc.Refusal;
import java.util.Map;
import java.util.TreeSet;

/** The parameters of a BucketClass. One that is not known is refused, not left out. */
record BucketParameters(Quota quota, Durability durability) {
  /** The most bytes a bucket may hold, as a quantity; no limit by default. */
  static final String QUOTA = "quota";

  /** The most objects, all versions counted; no limit by default. */
  static final String QUOTA_OBJECTS = "quotaObjects";

  /** {@code strict}, the default, or {@code relaxed}. */
  static final String DURABILITY = "durability";

  /**
   * @throws Refusal.Invalid if one is not known, or its value is none
   */
  static BucketParameters parse(Map<String, String> parameters) {
    TreeSet<String> unknown = new TreeSet<>(parameters.keySet());
    unknown.removeAll(java.util.Set.of(QUOTA, QUOTA_OBJECTS, DURABILITY));
    if (!unknown.isEmpty()) {
      throw new Refusal.Invalid("parameters: unknown: " + String.join(", ", unknown));
    }
    return new BucketParameters(
        new Quota(limit(parameters, QUOTA), limit(parameters, QUOTA_OBJECTS)),
        durability(parameters.getOrDefault(DURABILITY, "strict")));
  }

  /** A new bucket's settings: closed, as every new bucket is. */
  BucketSettings settings() {
    return AccessDefaults.closed(
        BucketSettings.DEFAULT.withQuota(quota).withDurability(durability));
  }

  /** The same text for the same meaning. */
  String canonical() {
    return "%s=%d\n%s=%d\n%s=%s\n"
        .formatted(
            QUOTA, quota.bytes(), QUOTA_OBJECTS, quota.objects(), DURABILITY, durability.name());
  }

  private static long limit(Map<String, String> parameters, String name) {
    String text = parameters.getOrDefault(name, "");
    return text.isEmpty()
        ? Long.MAX_VALUE
        : Quantity.parse(text)
            .orElseThrow(
                () ->
                    new Refusal.Invalid(
                        "parameters: %s is a whole number such as 1000 or 10Gi, not \"%s\""
                            .formatted(name, text)));
  }

  private static Durability durability(String text) {
    return switch (text) {
      case "strict" -> Durability.STRICT;
      case "relaxed" -> Durability.RELAXED;
      default ->
          throw new Refusal.Invalid(
              "parameters: %s is strict or relaxed, not \"%s\"".formatted(DURABILITY, text));
    };
  }
}
