package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Content;
import io.cistern.s3.model.Slice;
import io.cistern.s3.store.extent.ExtentId;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import io.cistern.s3.store.record.Trash;
import java.util.List;

/**
 * Who refers to what: extents and manifests are shared by copies. One reference is the rule and has
 * no record; two and more are counted. With the last reference goes the thing: small bodies at
 * once, all else by way of the trash.
 */
final class References {
  private References() {}

  /** Adds a reference to each thing {@code content} names. */
  static void add(Transaction tx, Content content) {
    switch (content) {
      case Content.Slices some -> add(tx, some.slices());
      case Content.Manifest manifest -> add(tx, manifest.id());
    }
  }

  static void add(Transaction tx, List<Slice> slices) {
    slices.forEach(slice -> add(tx, slice.extent()));
  }

  /** Takes away what {@link #add(Transaction, Content)} added. */
  static void release(Transaction tx, Content content) {
    switch (content) {
      case Content.Slices some -> release(tx, some.slices());
      case Content.Manifest manifest -> {
        if (isLast(tx, manifest.id())) {
          discard(tx, new Trash.ManifestOf(manifest.id(), 0));
        }
      }
    }
  }

  static void release(Transaction tx, List<Slice> slices) {
    for (Slice slice : slices) {
      release(tx, slice.extent());
    }
  }

  /** Leaves something to {@link TrashCollector}. */
  static void discard(Transaction tx, Trash trash) {
    tx.put(Table.TRASH, Keys.number(tx.nextSequence()), Records.trash(trash));
  }

  private static void release(Transaction tx, long extent) {
    if (!isLast(tx, extent)) {
      return;
    }
    if (ExtentId.isFile(extent)) {
      tx.delete(Table.EXTENTS, Keys.number(extent));
      discard(tx, new Trash.File(extent));
    } else {
      tx.delete(Table.BODIES, Keys.number(extent));
    }
  }

  private static void add(Transaction tx, long id) {
    byte[] key = Keys.number(id);
    long count = tx.get(Table.REFERENCES, key).map(Records::count).orElse(1L);
    tx.put(Table.REFERENCES, key, Records.count(count + 1));
  }

  private static boolean isLast(Transaction tx, long id) {
    byte[] key = Keys.number(id);
    long count = tx.get(Table.REFERENCES, key).map(Records::count).orElse(1L);
    if (count > 2) {
      tx.put(Table.REFERENCES, key, Records.count(count - 1));
    } else if (count == 2) {
      tx.delete(Table.REFERENCES, key);
    }
    return count == 1;
  }
}
