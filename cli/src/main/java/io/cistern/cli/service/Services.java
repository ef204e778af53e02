package io.cistern.cli.service;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.linux.file.FileLock;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.loop.image.PoolImage;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All services of a data directory and the pool below them. One command at a time starts or stops
 * them; each step finds what an earlier try has done.
 */
public final class Services {
  private static final PoolName POOL = new PoolName("default");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final DataDirectory data;
  private final Installation installation;
  private final Map<String, String> marks;

  /**
   * @param marks added to the environment of every service
   */
  public Services(DataDirectory data, Installation installation, Map<String, String> marks) {
    this.data = data;
    this.installation = installation;
    this.marks = Map.copyOf(marks);
  }

  /** One of them. */
  public Service get(ServiceKind kind) {
    return new Service(kind, data, installation, marks);
  }

  /** All of them, in the order in which they start. */
  public List<Service> all() {
    return Arrays.stream(ServiceKind.values()).map(this::get).toList();
  }

  /**
   * Makes or opens the pool, starts what does not run, and waits until all is ready.
   *
   * @param size of the pool's image, where one has to be made
   * @param told a line about each step
   */
  public void up(Optional<ByteSize> size, HttpPorts ports, Consumer<String> told) {
    makeDirectories();
    try (FileLock _ = lock()) {
      if (get(ServiceKind.NODE).process().isEmpty()) {
        LoopPoolOptions options =
            size.map(LoopPoolOptions.DEFAULT::withImageSize).orElse(LoopPoolOptions.DEFAULT);
        LoopPool.init(data.pool(), POOL, options).close();
        told.accept("pool ready in " + data.pool());
      }
      all().forEach(service -> service.start(ports));
      for (Service service : all()) {
        service.awaitReady(PATIENCE);
        told.accept(service.kind().label() + " ready");
      }
    }
  }

  /**
   * Stops the services and takes the pool's image down. Volumes must not be attached.
   *
   * @param told a line about each step
   */
  public void down(Consumer<String> told) {
    if (!Files.isDirectory(data.run())) {
      return;
    }
    try (FileLock _ = lock()) {
      for (Service service : all().reversed()) {
        if (service.process().isPresent()) {
          boolean asked = service.stop();
          told.accept(
              service.kind().label() + (asked ? " stopped" : " killed: it did not stop in 20 s"));
        }
      }
      PoolImage.unmount(data.pool());
    }
  }

  private FileLock lock() {
    return FileLock.tryLock(data.lock())
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.CONFLICT,
                    "another cistern is starting or stopping the services of " + data.root(),
                    "wait for it, and try again"));
  }

  private void makeDirectories() {
    try {
      var onlyRoot =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(data.root());
      for (Path directory :
          List.of(data.run(), data.staging(), data.log(ServiceKind.NODE).resolveSibling("."))) {
        Files.createDirectories(directory.normalize(), onlyRoot);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the data directory", e);
    }
  }
}
