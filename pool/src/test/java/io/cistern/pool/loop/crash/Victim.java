package io.cistern.pool.loop.crash;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.loop.layout.PoolLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that is killed. It does its operation once in a pool of its own, so that what is
 * traced later is the operation and not the loading of classes, and then waits for orders.
 */
final class Victim {
  private Victim() {}

  /** Arguments: a pool's directory to warm up in, the operation. Orders by lines: the pool, go. */
  public static void main(String[] args) throws IOException {
    Operation operation = Operation.valueOf(args[1]);
    warmUp(Path.of(args[0]), operation);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    say("warm");
    LoopPool pool = LoopPool.open(Path.of(orders.readLine()), LoopPoolOptions.DEFAULT);
    String thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
    say(thread);
    orders.readLine();
    operation.run(pool);
    Runtime.getRuntime().halt(0);
  }

  private static void warmUp(Path directory, Operation operation) {
    PoolLayout layout = new PoolLayout(directory);
    LoopPool pool = LoopPool.open(directory, LoopPoolOptions.DEFAULT);
    operation.prepare(pool, layout);
    operation.run(pool);
    DevicePoolUnderTest.empty(pool);
    pool.close();
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
