package io.cistern.pool.freeze;

import java.util.ArrayList;
import java.util.List;

/** As many {@link ThawingChild}ren as it takes. */
final class ThawingChildren implements AutoCloseable {
  private final List<ThawingChild> children = new ArrayList<>();

  private ThawingChildren() {}

  static ThawingChildren start(List<Freezable> all) {
    ThawingChildren children = new ThawingChildren();
    try {
      for (int from = 0; from < all.size(); from += ThawingChild.MOST) {
        int to = Math.min(all.size(), from + ThawingChild.MOST);
        children.children.add(ThawingChild.start(all.subList(from, to)));
      }
      return children;
    } catch (RuntimeException e) {
      children.close();
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
