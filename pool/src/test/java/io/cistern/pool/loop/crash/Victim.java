package io.cistern.pool.loop.crash;

import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.loop.LoopPoolUnderTest;
import io.cistern.pool.loop.layout.PoolLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that is killed. It does everything once in a pool of its own, so that what is traced
 * later is the operation and not the loading of classes, and then waits for orders.
 */
final class Victim {
  private Victim() {}

  /** Arguments: a pool's directory to warm up in. Orders come by lines: operation, pool, go. */
  public static void main(String[] args) throws IOException {
    warmUp(Path.of(args[0]));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    say("warm");
    Operation operation = Operation.valueOf(orders.readLine());
    LoopPool pool = LoopPool.open(Path.of(orders.readLine()), LoopPoolOptions.DEFAULT);
    String thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
    say(thread);
    orders.readLine();
    operation.run(pool);
    Runtime.getRuntime().halt(0);
  }

  private static void warmUp(Path directory) {
    PoolLayout layout = new PoolLayout(directory);
    LoopPool pool = LoopPool.open(directory, LoopPoolOptions.DEFAULT);
    Operation.CREATE_THIN.prepare(pool, layout);
    for (Operation operation : Operation.values()) {
      if (operation != Operation.ATTACH && operation != Operation.DETACH) {
        operation.run(pool);
      }
    }
    LoopPoolUnderTest.empty(pool);
    pool.close();
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
