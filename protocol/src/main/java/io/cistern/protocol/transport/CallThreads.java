package io.cistern.protocol.transport;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What the calls of a server run on: each has a thread of its own. */
public enum CallThreads {
  /** For calls that wait for other services: they cost no thread of the kernel meanwhile. */
  VIRTUAL,

  /**
   * For calls that wait in system calls. There a virtual thread keeps its carrier, of which there
   * are as many as processors: a few slow disks would stop every other call, and calls that sync at
   * the same time could not share the journal's writes.
   */
  PLATFORM;

  private static final long IDLE_SECONDS = 10;

  /** Threads for one server; as many at a time as its connections have calls. */
  ExecutorService start() {
    ThreadFactory factory =
        switch (this) {
          case VIRTUAL -> Thread.ofVirtual().name("call-", 0).factory();
          case PLATFORM -> Thread.ofPlatform().daemon().name("call-", 0).factory();
        };
    return switch (this) {
      case VIRTUAL -> Executors.newThreadPerTaskExecutor(factory);
      case PLATFORM ->
          new ThreadPoolExecutor(
              0,
              Integer.MAX_VALUE,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new SynchronousQueue<>(),
              factory);
    };
  }
}
