package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Durability;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.extent.DiskErrors;
import io.cistern.s3.store.extent.ExtentFiles;
import io.cistern.s3.store.record.Completion;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Manifest;
import io.cistern.s3.store.record.Records;
import io.cistern.s3.store.record.Trash;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes apart what commits have discarded, in the order they did: unlinks files, releases the parts
 * of manifests and uploads, a few at a time so that no commit waits long. Its own commits need no
 * sync: what a crash undoes is done again.
 */
final class TrashCollector implements AutoCloseable {
  private static final Logger LOG = System.getLogger(TrashCollector.class.getName());
  private static final int AT_ONCE = 256;
  private static final Duration REST = Duration.ofMillis(200);
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  private final Database database;
  private final Committer committer;
  private final ExtentFiles files;
  private final Extents extents;
  private final Pins pins;
  private final Set<Long> deferred = new TreeSet<>();
  private final Thread thread;
  private long from;
  private Instant forgotten = Instant.EPOCH;
  private volatile boolean closing;

  TrashCollector(
      Database database, Committer committer, ExtentFiles files, Extents extents, Pins pins) {
    this.database = database;
    this.committer = committer;
    this.files = files;
    this.extents = extents;
    this.pins = pins;
    this.thread = Thread.ofVirtual().name("store-trash").start(this::run);
  }

  private void run() {
    while (!closing) {
      try {
        boolean more = collect();
        forgetCompletions();
        if (!more) {
          Thread.sleep(REST);
        }
      } catch (InterruptedException closed) {
        return;
      } catch (StoreError failure) {
        if (!closing) {
          LOG.log(Logger.Level.WARNING, "cannot take the trash apart, trying again", failure);
          from = 0;
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean collect() {
    List<Entry> entries = next();
    List<Entry> done = new ArrayList<>();
    for (Entry entry : entries) {
      if (closing) {
        break;
      }
      switch (entry.trash()) {
        case Trash.File file -> {
          unlink(file);
          done.add(entry);
        }
        case Trash.ManifestOf manifest -> takeApart(entry.number(), manifest);
        case Trash.PartsOf parts -> takeApart(entry.number(), parts);
      }
    }
    if (!done.isEmpty()) {
      committer.commit(
          Durability.RELAXED,
          tx -> {
            done.forEach(entry -> tx.delete(Table.TRASH, Keys.number(entry.number())));
            return done.size();
          });
    }
    return entries.size() == AT_ONCE;
  }

  private record Entry(long number, Trash trash) {}

  private List<Entry> next() {
    List<Entry> entries = new ArrayList<>();
    for (long number : List.copyOf(deferred)) {
      database
          .get(Table.TRASH, Keys.number(number))
          .ifPresent(value -> entries.add(new Entry(number, Records.trash(value))));
    }
    deferred.clear();
    try (Cursor cursor = database.scan(Table.TRASH, Keys.number(from), new byte[0])) {
      for (; cursor.valid() && entries.size() < AT_ONCE; cursor.next()) {
        long number = Keys.number(cursor.key());
        entries.add(new Entry(number, Records.trash(cursor.value())));
        from = number + 1;
      }
    }
    return entries;
  }

  private void unlink(Trash.File file) {
    try {
      files.remove(file.extent());
    } catch (IOException failure) {
      throw DiskErrors.of("removing a body", failure);
    }
  }

  private void takeApart(long number, Trash.ManifestOf trash) {
    if (!pins.doom(trash.manifest())) {
      deferred.add(number);
      return;
    }
    try {
      List<UploadPart> parts =
          extents.manifest(trash.manifest()).map(Manifest::parts).orElse(List.of());
      int done = trash.done();
      while (!closing && done <= parts.size()) {
        int end = Math.min(parts.size(), done + AT_ONCE);
        releaseParts(number, trash.manifest(), parts.subList(done, end), end, parts.size());
        done = end == parts.size() ? parts.size() + 1 : end;
      }
    } finally {
      pins.gone(trash.manifest());
    }
  }

  private void releaseParts(long number, long manifest, List<UploadPart> parts, int done, int all) {
    committer.commit(
        Durability.RELAXED,
        tx -> {
          parts.forEach(part -> References.release(tx, part.slices()));
          byte[] key = Keys.number(number);
          if (done == all) {
            tx.delete(Table.MANIFESTS, Keys.number(manifest));
            tx.delete(Table.TRASH, key);
          } else {
            tx.put(Table.TRASH, key, Records.trash(new Trash.ManifestOf(manifest, done)));
          }
          return done;
        });
  }

  private void takeApart(long number, Trash.PartsOf trash) {
    Set<Long> living =
        trash.manifest() == 0
            ? Set.of()
            : extents.manifest(trash.manifest()).map(Manifest::parts).orElse(List.of()).stream()
                .map(UploadPart::sequence)
                .collect(Collectors.toCollection(HashSet::new));
    boolean more = true;
    while (more && !closing) {
      more = dropParts(number, trash, living);
    }
  }

  private boolean dropParts(long number, Trash.PartsOf trash, Set<Long> living) {
    long upload = trash.upload();
    List<UploadPart> parts = new ArrayList<>();
    byte[] end = Keys.past(Keys.number(upload));
    try (Cursor cursor = database.scan(Table.PARTS, Keys.part(upload, 1), end)) {
      for (; cursor.valid() && parts.size() < AT_ONCE; cursor.next()) {
        parts.add(Records.part(cursor.value()));
      }
    }
    boolean last = parts.size() < AT_ONCE;
    committer.commit(
        Durability.RELAXED,
        tx -> {
          for (UploadPart part : parts) {
            tx.delete(Table.PARTS, Keys.part(upload, part.number()));
            if (!living.contains(part.sequence())) {
              References.release(tx, part.slices());
              tx.charge(trash.bucket(), -part.size(), 0);
            }
          }
          if (last) {
            tx.delete(Table.PARTS, Keys.part(upload, 0));
            tx.delete(Table.TRASH, Keys.number(number));
          }
          return parts.size();
        });
    return !last;
  }

  private void forgetCompletions() {
    Instant now = Instant.now();
    if (forgotten.plus(FORGET_EVERY).isAfter(now)) {
      return;
    }
    List<byte[]> old = new ArrayList<>();
    try (Cursor cursor = database.scan(Table.COMPLETIONS, new byte[0])) {
      for (; cursor.valid() && old.size() < AT_ONCE; cursor.next()) {
        Completion completion = Records.completion(cursor.value());
        if (completion.at().plus(REMEMBERED).isBefore(now)) {
          old.add(cursor.key());
        }
      }
    }
    if (!old.isEmpty()) {
      committer.commit(
          Durability.RELAXED,
          tx -> {
            old.forEach(key -> tx.delete(Table.COMPLETIONS, key));
            return old.size();
          });
    }
    if (old.size() < AT_ONCE) {
      forgotten = now;
    }
  }

  /** How many bodies wait, counting no further than {@code most}. */
  long waiting(int most) {
    long count = 0;
    try (Cursor cursor = database.scan(Table.TRASH, new byte[0])) {
      for (; cursor.valid() && count < most; cursor.next()) {
        count++;
      }
    }
    return count;
  }

  /** Stops; what is not done is done after the next start. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
