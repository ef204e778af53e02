package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Slice;
import java.util.Arrays;
import java.util.List;

/** Slices one after the other, found by position; 24 bytes each. */
final class SliceIndex {
  private final long[] starts;
  private final long[] extents;
  private final long[] offsets;
  private final long size;

  SliceIndex(List<Slice> slices) {
    starts = new long[slices.size()];
    extents = new long[slices.size()];
    offsets = new long[slices.size()];
    long start = 0;
    for (int i = 0; i < starts.length; i++) {
      Slice slice = slices.get(i);
      starts[i] = start;
      extents[i] = slice.extent();
      offsets[i] = slice.offset();
      start += slice.length();
    }
    size = start;
  }

  /** Bytes in all. */
  long size() {
    return size;
  }

  /** What is left of the slice in which the byte at {@code position} lies, from that byte on. */
  Slice at(long position) {
    int found = Arrays.binarySearch(starts, position);
    int i = found >= 0 ? found : -found - 2;
    long end = i + 1 < starts.length ? starts[i + 1] : size;
    return new Slice(extents[i], offsets[i] + position - starts[i], end - position);
  }
}
