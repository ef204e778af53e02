package io.cistern.pool.loop;

import io.cistern.linux.Fd;
import io.cistern.linux.file.Extent;
import io.cistern.linux.file.ExtentFlag;
import io.cistern.linux.file.Extents;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a file holds in a range, asked for at ascending offsets. */
final class ExtentMap {
  /** Where such an extent lies says nothing of its bytes. */
  private static final Set<ExtentFlag> VAGUE =
      EnumSet.of(
          ExtentFlag.UNKNOWN,
          ExtentFlag.DELAYED_ALLOCATION,
          ExtentFlag.ENCODED,
          ExtentFlag.ENCRYPTED,
          ExtentFlag.NOT_ALIGNED,
          ExtentFlag.INLINE,
          ExtentFlag.TAIL);

  private final List<Extent> extents;
  private final long end;
  private int next;

  /** Of an empty range if the end is not after the start. */
  ExtentMap(Fd file, long start, long end) {
    this.extents = start < end ? Extents.of(file, start, end - start, true) : List.of();
    this.end = end;
  }

  /** Whether there is data and not a hole, or space that was only reserved: those read as zeros. */
  boolean holdsData(long at) {
    return data(at).isPresent();
  }

  /** How far it is the same thing that is at an offset. */
  long runEnd(long at, long most) {
    Optional<Extent> here = extent(at);
    if (here.isPresent()) {
      return Math.min(most, Math.min(end, here.get().logical() + here.get().length()));
    }
    return at < end && next < extents.size()
        ? Math.min(most, Math.min(end, extents.get(next).logical()))
        : most;
  }

  /** Whether this file and another have the same block, or both none, at an offset. */
  boolean isSameAs(ExtentMap other, long at) {
    Optional<Extent> ours = data(at);
    Optional<Extent> theirs = other.data(at);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return ours.isEmpty() && theirs.isEmpty();
    }
    return isExact(ours.get())
        && isExact(theirs.get())
        && place(ours.get(), at) == place(theirs.get(), at);
  }

  private Optional<Extent> data(long at) {
    return extent(at).filter(Extent::isWritten);
  }

  private Optional<Extent> extent(long at) {
    while (next < extents.size()
        && extents.get(next).logical() + extents.get(next).length() <= at) {
      next++;
    }
    return at < end && next < extents.size() && extents.get(next).logical() <= at
        ? Optional.of(extents.get(next))
        : Optional.empty();
  }

  private static boolean isExact(Extent extent) {
    return Collections.disjoint(extent.flags(), VAGUE);
  }

  private static long place(Extent extent, long at) {
    return extent.physical() + (at - extent.logical());
  }
}
