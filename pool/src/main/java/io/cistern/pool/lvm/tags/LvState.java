package io.cistern.pool.lvm.tags;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a logical volume of ours is. */
public enum LvState {
  /** Not whole yet: nobody is shown it, and whoever opens the pool next removes it. */
  CREATING,
  /** What its record says. */
  READY,
  /** A group's leader whose group is going: as {@link #CREATING}. */
  DELETING;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LvState> parse(String text) {
    return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
  }
}
