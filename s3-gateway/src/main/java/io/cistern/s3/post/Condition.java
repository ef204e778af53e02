package io.cistern.s3.post;

import java.util.Arrays;
import java.util.Optional;

/** What a policy wants of one field, whose name is in lower case. */
sealed interface Condition {
  String field();

  /** Whether a field with this value, or none, is what is wanted. */
  boolean holds(Optional<String> value);

  /** The field is there with this value. */
  record Equal(String field, String wanted) implements Condition {
    @Override
    public boolean holds(Optional<String> value) {
      return value.filter(wanted::equals).isPresent();
    }

    @Override
    public String toString() {
      return "[\"eq\", \"$%s\", \"%s\"]".formatted(field, wanted);
    }
  }

  /** The field is there and begins so; in a list of content types, each does. */
  record StartsWith(String field, String prefix) implements Condition {
    @Override
    public boolean holds(Optional<String> value) {
      return value.filter(this::fits).isPresent();
    }

    private boolean fits(String value) {
      return field.equals("content-type")
          ? Arrays.stream(value.split(",", -1)).map(String::strip).allMatch(this::begins)
          : begins(value);
    }

    private boolean begins(String value) {
      return value.startsWith(prefix);
    }

    @Override
    public String toString() {
      return "[\"starts-with\", \"$%s\", \"%s\"]".formatted(field, prefix);
    }
  }
}
