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
import java.util.function.Consumer;
import java.util.function.LongConsumer;

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

  /**
   * Checks every file the metadata knows.
   *
   * @param readBodies whether their bytes are read, too
   * @param pace is told how many bytes are about to be read
   */
  void checkKnown(boolean readBodies, LongConsumer pace) throws IOException {
    try (Cursor cursor = database.scan(Table.EXTENTS, new byte[0])) {
      for (; cursor.valid(); cursor.next()) {
        check(Keys.number(cursor.key()), Records.count(cursor.value()), readBodies, pace);
      }
    }
  }

  /**
   * Gives the files the metadata does not know.
   *
   * @param unsettled numbers from this on are judged by the next start
   */
  void findUnknown(long unsettled, LongConsumer action) throws IOException {
    files.forEach(
        extent -> {
          if (ExtentId.sequence(extent) < unsettled && !isKnown(extent)) {
            action.accept(extent);
          }
        });
  }

  private void check(long extent, long length, boolean readBody, LongConsumer pace)
      throws IOException {
    try (ExtentReader reader = files.open(extent, length)) {
      reader.verifyTrailer();
      for (long at = 0; readBody && at < length; ) {
        pace.accept(buffer.capacity());
        at += reader.read(at, buffer.clear(), length);
      }
    } catch (NoSuchFileException missing) {
      // deleted while we were looking, unless the metadata still says it is there
      if (isKnown(extent)) {
        report(Finding.Kind.MISSING_FILE, extent, files.path(extent).toString());
      }
    } catch (StoreError.Corrupt damaged) {
      report(Finding.Kind.DAMAGED_FILE, extent, String.valueOf(damaged.getMessage()));
    }
  }

  private boolean isKnown(long extent) {
    return database.get(Table.EXTENTS, Keys.number(extent)).isPresent();
  }

  void report(Finding.Kind kind, long extent, String what) {
    findings.accept(new Finding(kind, "extent %016x: %s".formatted(extent, what)));
  }
}
