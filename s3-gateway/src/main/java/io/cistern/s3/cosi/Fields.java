package io.cistern.s3.cosi;

import io.cistern.s3.rpc.Refusal;
import java.util.Map;
import java.util.TreeSet;

/** What both versions ask of the fields of a request. */
final class Fields {
  private Fields() {}

  /**
   * @throws Refusal.Invalid if it is empty
   */
  static String required(String field, String value) {
    if (value.isEmpty()) {
      throw new Refusal.Invalid(field + " is required");
    }
    return value;
  }

  /**
   * @throws Refusal.Invalid if there is a parameter at all
   */
  static void requireNone(Map<String, String> parameters) {
    if (!parameters.isEmpty()) {
      throw new Refusal.Invalid(
          "parameters: unknown: " + String.join(", ", new TreeSet<>(parameters.keySet())));
    }
  }
}
