package io.cistern.controller.request;

import io.cistern.controller.ControllerError;
import io.cistern.pool.model.EntityName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Required names and ids. */
public final class Fields {
  private Fields() {}

  /**
   * @throws ControllerError.Invalid if it is absent, too long, or has control characters
   */
  public static EntityName name(String value) {
    try {
      return new EntityName(value);
    } catch (IllegalArgumentException e) {
      throw new ControllerError.Invalid("name: " + e.getMessage());
    }
  }

  /**
   * @throws ControllerError.Invalid if it is absent
   */
  public static String required(String field, String value) {
    if (value.isEmpty()) {
      throw new ControllerError.Invalid(field + " is required");
    }
    return value;
  }

  /**
   * Reads the id of something that must exist. A malformed one is provably not ours, so it names
   * nothing.
   *
   * @throws ControllerError.Invalid if it is absent
   * @throws ControllerError.NotFound if it is malformed
   */
  public static <I> I existing(String field, String value, Function<String, Optional<I>> parser) {
    return parser
        .apply(required(field, value))
        .orElseThrow(() -> new ControllerError.NotFound(field + ": there is no \"" + value + "\""));
  }

  /** Reads several ids as {@link #existing}. */
  public static <I> List<I> allExisting(
      String field, List<String> values, Function<String, Optional<I>> parser) {
    return values.stream().map(value -> existing(field, value, parser)).toList();
  }

  /**
   * Reads several ids.
   *
   * @throws ControllerError.Invalid if one is malformed
   */
  public static <I> List<I> all(
      String field, List<String> values, Function<String, Optional<I>> parser) {
    return values.stream()
        .map(
            value ->
                parser
                    .apply(value)
                    .orElseThrow(() -> new ControllerError.Invalid(field + ": not an id of ours")))
        .toList();
  }

  /**
   * @throws ControllerError.Invalid if it is empty
   */
  public static void requiredList(String field, List<?> values) {
    if (values.isEmpty()) {
      throw new ControllerError.Invalid(field + " is required");
    }
  }
}
