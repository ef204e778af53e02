package io.cistern.s3.store.rocks;

/**
 * Something in a store that is not as it should be.
 *
 * @param what for people: which object, extent or record
 */
public record Finding(Kind kind, String what) {
  /** What can be wrong. */
  public enum Kind {
    /** A record cannot be read. */
    UNREADABLE_RECORD,
    /** An object, part or manifest names a body or manifest that is not there. */
    MISSING_BODY,
    /** A body or manifest is there and nothing names it: space lost, and no data. */
    UNREFERENCED_BODY,
    /** More or fewer name a body than are counted. */
    WRONG_COUNT,
    /** A bucket holds more or less than its account says, by which its quota is decided. */
    WRONG_USAGE,
    /** The metadata has a body whose file is not there. */
    MISSING_FILE,
    /** A file is there that the metadata does not know: space lost, and no data. */
    UNKNOWN_FILE,
    /** A file is not what was written. */
    DAMAGED_FILE,
    /** The versions of a key contradict each other. */
    CONTRADICTING_VERSIONS
  }

  /** Whether data is lost, not merely space. */
  public boolean losesData() {
    return switch (kind) {
      case UNREADABLE_RECORD, MISSING_BODY, MISSING_FILE, DAMAGED_FILE, CONTRADICTING_VERSIONS ->
          true;
      case UNREFERENCED_BODY, WRONG_COUNT, WRONG_USAGE, UNKNOWN_FILE -> false;
    };
  }
}
