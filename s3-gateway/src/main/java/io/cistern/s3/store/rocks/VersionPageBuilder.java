package io.cistern.s3.store.rocks;

import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.model.VersionPage;
import io.cistern.s3.model.VersionPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A page of versions while it fills. */
final class VersionPageBuilder {
  private final ListWalk walk;
  private final int max;
  private final List<VersionPage.Entry> versions = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private VersionPosition last = VersionPosition.START;
  private boolean more;

  VersionPageBuilder(ListWalk walk, int max) {
    this.walk = walk;
    this.max = max;
  }

  void fill(VersionCursor cursor) {
    Optional<byte[]> key = cursor.key();
    while (key.isPresent()) {
      if (versions.size() + prefixes.size() == max) {
        more = true;
        return;
      }
      add(cursor, key.get());
      key = cursor.key();
    }
  }

  private void add(VersionCursor cursor, byte[] key) {
    Optional<byte[]> common = walk.commonPrefix(key);
    if (common.isPresent()) {
      prefixes.add(Utf8.decode(common.get()));
      last =
          new VersionPosition(new ListPosition.AfterPrefix(prefixes.getLast()), Optional.empty());
      ListWalk.pastAll(common.get()).ifPresent(cursor::seek);
    } else {
      versions.add(cursor.take(key));
      var shown = versions.getLast().version();
      // the null version too is named by its number, which keeps its place when it is deleted
      last =
          new VersionPosition(
              new ListPosition.AfterKey(shown.key().value()),
              Optional.of(VersionId.of(shown.sequence())));
    }
  }

  VersionPage build() {
    return new VersionPage(versions, prefixes, more ? Optional.of(last) : Optional.empty());
  }
}
