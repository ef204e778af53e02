package io.cistern.pool.freeze;

import java.util.ArrayList;
import java.util.List;

/** As many {@link ThawingChild}ren as it takes. */
final class ThawingChildren implements AutoCloseable {
  private final List<ThawingChild> children = new ArrayList<>();

  private ThawingChildren() {}

  static ThawingChildren start(List<MountedFilesystem> filesystems) {
    ThawingChildren all = new ThawingChildren();
    try {
      for (int from = 0; from < filesystems.size(); from += ThawingChild.MOST) {
        int to = Math.min(filesystems.size(), from + ThawingChild.MOST);
        all.children.add(ThawingChild.start(filesystems.subList(from, to)));
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  void willFreeze(int index) {
    children.get(index / ThawingChild.MOST).willFreeze(index % ThawingChild.MOST);
  }

  void forgetLast(int index) {
    children.get(index / ThawingChild.MOST).forgetLast();
  }

  @Override
  public void close() {
    children.forEach(ThawingChild::close);
  }
}
