package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Durability;
import io.cistern.s3.store.StoreError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.rocksdb.RocksDBException;

/**
 * Decides and writes changes, in one thread: it takes all that wait, runs them one after the other
 * on one batch, writes the batch with one sync, and answers all. While the disk syncs, the next
 * group gathers; so the sync that would limit one client serves as many as there are.
 */
final class Committer implements AutoCloseable {
  // one group's memory, and how long the first of a group waits for the last
  private static final int MAX_CHANGES = 1024;
  private static final long MAX_BYTES = 8L << 20;

  private final Database database;
  private final Sequences sequences;
  private final UsageLedger ledger;
  private final LinkedBlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
  private final LongAdder commits = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final Thread thread;
  private volatile boolean closing;

  Committer(Database database, Sequences sequences, UsageLedger ledger) {
    this.database = database;
    this.sequences = sequences;
    this.ledger = ledger;
    this.thread = Thread.ofPlatform().name("store-committer").daemon().start(this::run);
  }

  /**
   * Commits a change.
   *
   * @param onRejected run if the change threw, so that it certainly has not happened and will not
   * @return what the change gave, once it is as durable as asked
   * @throws StoreError what the change threw; or {@link StoreError.Io} or {@link
   *     StoreError.OutOfSpace} if writing failed, when a restart shows whether it has happened
   */
  <T> T commit(Durability durability, Change<T> change, Runnable onRejected) {
    Pending<T> pending = new Pending<>(durability, change, onRejected);
    synchronized (queue) {
      if (closing) {
        onRejected.run();
        throw new StoreError.Unavailable("the store is closed");
      }
      queue.add(pending);
    }
    return pending.await();
  }

  <T> T commit(Durability durability, Change<T> change) {
    return commit(durability, change, () -> {});
  }

  long commits() {
    return commits.sum();
  }

  long batches() {
    return batches.sum();
  }

  private void run() {
    List<Pending<?>> group = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        group.add(queue.take());
        commitGroup(group);
      } catch (InterruptedException closed) {
        // close() wakes us; what is queued is still done
        continue;
      } finally {
        group.clear();
      }
    }
  }

  private void commitGroup(List<Pending<?>> group) {
    try (Transaction transaction = new Transaction(database, sequences, ledger)) {
      boolean sync = false;
      for (int i = 0; i < group.size(); i++) {
        Pending<?> pending = group.get(i);
        sync |= pending.run(transaction) && pending.durability == Durability.STRICT;
        if (i + 1 < MAX_CHANGES && transaction.size() < MAX_BYTES) {
          addNext(group);
        }
      }
      transaction.write(sync);
      commits.add(group.size());
      batches.increment();
      group.forEach(Pending::tell);
    } catch (RocksDBException failure) {
      StoreError error = Database.error("committing", failure);
      group.forEach(pending -> pending.fail(error));
    } catch (RuntimeException | Error failure) {
      group.forEach(pending -> pending.fail(failure));
    }
  }

  private void addNext(List<Pending<?>> group) {
    Pending<?> next = queue.poll();
    if (next != null) {
      group.add(next);
    }
  }

  /** Refuses new changes and finishes those that wait. */
  @Override
  public void close() {
    synchronized (queue) {
      closing = true;
    }
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

  /** A change that somebody waits for. */
  private static final class Pending<T> {
    private final Durability durability;
    private final Change<T> change;
    private final Runnable onRejected;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Runnable outcome = () -> {};

    Pending(Durability durability, Change<T> change, Runnable onRejected) {
      this.durability = durability;
      this.change = change;
      this.onRejected = onRejected;
    }

    /** Whether there is anything to write; a refusal too is told when the group is on the disk. */
    boolean run(Transaction transaction) {
      try {
        T result = transaction.run(change);
        outcome = () -> answer.complete(result);
        return true;
      } catch (RuntimeException refused) {
        outcome = () -> answer.completeExceptionally(new Rejected(refused));
        return false;
      }
    }

    void tell() {
      outcome.run();
    }

    void fail(Throwable failure) {
      answer.completeExceptionally(failure);
    }

    T await() {
      try {
        return answer.join();
      } catch (CompletionException refused) {
        switch (refused.getCause()) {
          case Rejected rejected -> {
            onRejected.run();
            throw rejected.reason;
          }
          case RuntimeException failure -> throw failure;
          case null, default -> throw refused;
        }
      }
    }
  }

  /** Carries what a change threw to the one who waits. */
  private static final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final RuntimeException reason;

    Rejected(RuntimeException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
