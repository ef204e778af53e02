package io.cistern.s3.store.rocks;

import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.extent.ExtentFiles;
import io.cistern.s3.store.extent.ExtentId;
import io.cistern.s3.store.extent.ExtentReader;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.function.Consumer;

/** Compares extent files with the metadata, both ways. */
final class FileCheck {
  private final ExtentFiles files;
  private final Database database;
  private final Consumer<Finding> findings;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(StoreOptions.BLOCK_BYTES);

  FileCheck(ExtentFiles files, Database database, Consumer<Finding> findings) {
    this.files = files;
    this.database = database;
    this.findings = findings;
  }

  void run(boolean readBodies, Set<Long> trashed) throws IOException {
    try (Cursor cursor = database.scan(Table.EXTENTS, new byte[0])) {
      for (; cursor.valid(); cursor.next()) {
        check(Keys.number(cursor.key()), Records.count(cursor.value()), readBodies);
      }
    }
    // what is not settled is the next start's to judge
    long unsettled = new Sequences(database).unsettledFrom();
    files.forEach(
        extent -> {
          boolean known = database.get(Table.EXTENTS, Keys.number(extent)).isPresent();
          if (!known && !trashed.contains(extent) && ExtentId.sequence(extent) < unsettled) {
            report(Finding.Kind.UNKNOWN_FILE, extent, files.path(extent).toString());
          }
        });
  }

  private void check(long extent, long length, boolean readBody) throws IOException {
    try (ExtentReader reader = files.open(extent, length)) {
      reader.verifyTrailer();
      if (readBody) {
        for (long at = 0; at < length; ) {
          at += reader.read(at, buffer.clear(), length);
        }
      }
    } catch (NoSuchFileException missing) {
      report(Finding.Kind.MISSING_FILE, extent, files.path(extent).toString());
    } catch (StoreError.Corrupt damaged) {
      report(Finding.Kind.DAMAGED_FILE, extent, String.valueOf(damaged.getMessage()));
    }
  }

  private void report(Finding.Kind kind, long extent, String what) {
    findings.accept(new Finding(kind, "extent %016x: %s".formatted(extent, what)));
  }
}
