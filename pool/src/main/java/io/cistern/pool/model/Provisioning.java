package io.cistern.pool.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When a volume takes its space from the pool. */
public enum Provisioning {
  /** When it is written; the pool may promise more than it has. */
  THIN,
  /** When it is made: a promise of space, kept. */
  THICK;

  /** As the StorageClass parameter {@code provisioning} spells it. */
  public String parameterValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Provisioning> parse(String text) {
    return Arrays.stream(values()).filter(p -> p.parameterValue().equals(text)).findFirst();
  }
}
