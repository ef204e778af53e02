package io.cistern.pool.rules;

import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.VolumeSpec;

/**
 * What a copy is known to hold, from what its source is known to hold. The rule that keeps data: a
 * copy of something that may have been written is never blank, so mkfs never runs on it.
 */
public final class Inheritance {
  private Inheritance() {}

  /**
   * What the bytes cut from a volume are.
   *
   * <p>A raw volume that is attached may be written at this moment, whatever is recorded. A blank
   * file volume that is attached may have a mkfs running on it, but nobody has mounted it before it
   * is recorded as formatted, so a copy of it holds nothing of anyone's and stays blank.
   */
  public static Formatting ofCut(AccessType accessType, Formatting formatting, boolean attached) {
    return switch (formatting) {
      case Formatting.Blank blank ->
          attached && accessType == AccessType.BLOCK ? new Formatting.Foreign() : blank;
      case Formatting.Formatted formatted -> formatted;
      case Formatting.Foreign foreign -> foreign;
    };
  }

  /**
   * What a new volume holds whose bytes come from a cut.
   *
   * @param cut as {@link #ofCut} gave it
   * @param encryption of the source
   * @throws PoolError.Invalid if the request wants a filesystem other than the one that is there,
   *     or other encryption: the bytes are copied as they are
   */
  public static Formatting ofCopy(VolumeSpec spec, Formatting cut, Encryption encryption) {
    if (spec.encryption() != encryption) {
      throw new PoolError.Invalid(
          encryption == Encryption.NONE
              ? "the source is not encrypted, so the volume cannot be"
              : "the source is encrypted, so the volume must be: set the parameter encrypted");
    }
    return switch (cut) {
      case Formatting.Blank blank -> blank;
      case Formatting.Foreign foreign -> foreign;
      case Formatting.Formatted formatted -> ofFormattedCopy(spec, formatted);
    };
  }

  private static Formatting ofFormattedCopy(VolumeSpec spec, Formatting.Formatted formatted) {
    if (spec.accessType() == AccessType.BLOCK) {
      return new Formatting.Foreign();
    }
    if (formatted.fsType() != spec.fsType()) {
      throw new PoolError.Invalid(
          "the source holds %s, so the volume cannot be %s"
              .formatted(formatted.fsType().kernelName(), spec.fsType().kernelName()));
    }
    return formatted;
  }
}
