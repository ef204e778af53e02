package io.cistern.cli.service;

import static java.util.stream.Collectors.joining;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.kernel.Holdings;
import io.cistern.linux.file.FileLock;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.mount.MountTable;
import io.cistern.pool.Pool;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.loop.image.PoolImage;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.uri.PoolUri;
import io.cistern.pool.uri.Pools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
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
  private static final String START_NODE = "`cistern up` starts it; then `cistern down` again";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final DataDirectory data;
  private final Installation installation;
  private final Optional<PoolUri> pool;
  private final Map<String, String> marks;

  /** The services on the pool in the data directory, or on the one that was chosen. */
  public Services(DataDirectory data, Installation installation) {
    this(data, installation, new PoolChoice(data).get(), Map.of());
  }

  /**
   * @param pool one that is there already; empty for the one in the data directory
   * @param marks added to the environment of every service
   */
  public Services(
      DataDirectory data,
      Installation installation,
      Optional<PoolUri> pool,
      Map<String, String> marks) {
    this.data = data;
    this.installation = installation;
    this.pool = pool;
    this.marks = new HashMap<>(marks);
    pool.ifPresent(uri -> this.marks.put(ServiceEnvironment.POOLS, uri.toString()));
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
   * Makes or opens the pool, starts what does not run, gives the gateway its volume, and waits
   * until all is ready.
   *
   * @param sizes of what has to be made
   * @param told a line about each step
   */
  public void up(Sizes sizes, HttpPorts ports, Consumer<String> told) {
    makeDirectories();
    try (FileLock _ = lock()) {
      if (get(ServiceKind.NODE).process().isEmpty()) {
        providePool(sizes);
        told.accept("pool ready in " + pool.map(PoolUri::toString).orElse(data.pool().toString()));
      }
      List<ServiceKind> storage = List.of(ServiceKind.NODE, ServiceKind.CONTROLLER);
      storage.forEach(kind -> get(kind).start(ports));
      storage.forEach(kind -> awaitReady(kind, told));
      new GatewayVolume(data).provide(sizes.gateway());
      get(ServiceKind.GATEWAY).start(ports);
      awaitReady(ServiceKind.GATEWAY, told);
    }
  }

  private void providePool(Sizes sizes) {
    if (pool.isPresent()) {
      Pools.open(pool.get()).close();
      return;
    }
    LoopPoolOptions options =
        sizes.pool().map(LoopPoolOptions.DEFAULT::withImageSize).orElse(LoopPoolOptions.DEFAULT);
    LoopPool.init(data.pool(), POOL, options).close();
  }

  private void awaitReady(ServiceKind kind, Consumer<String> told) {
    get(kind).awaitReady(PATIENCE);
    told.accept(kind.label() + " ready");
  }

  /**
   * How large to make what is not there yet.
   *
   * @param pool of its image; four fifths of the free space where empty
   * @param gateway of its volume; half of the pool where empty
   */
  public record Sizes(Optional<ByteSize> pool, Optional<ByteSize> gateway) {
    public static final Sizes DEFAULT = new Sizes(Optional.empty(), Optional.empty());
  }

  /**
   * Stops the services, unmounts the gateway's volume and takes the pool's image down. Other
   * volumes must not be attached.
   *
   * @param told a line about each step
   * @throws CommandFailure before anything is stopped, if volumes are attached and no node service
   *     runs to unstage them
   */
  public void down(Consumer<String> told) {
    if (!Files.isDirectory(data.run())) {
      return;
    }
    try (FileLock _ = lock()) {
      requireNodeIfAttached();
      stop(ServiceKind.GATEWAY, told);
      if (isMounted(data.s3())) {
        requireNode();
        new GatewayVolume(data).release();
      }
      stop(ServiceKind.CONTROLLER, told);
      stop(ServiceKind.NODE, told);
      if (pool.isEmpty()) {
        PoolImage.unmount(data.pool());
      }
    }
  }

  private void stop(ServiceKind kind, Consumer<String> told) {
    Service service = get(kind);
    if (service.process().isPresent()) {
      boolean asked = service.stop();
      told.accept(kind.label() + (asked ? " stopped" : " killed: it did not stop in 20 s"));
    }
  }

  private void requireNodeIfAttached() {
    if (get(ServiceKind.NODE).process().isPresent()) {
      return;
    }
    List<Path> attached = attached();
    if (!attached.isEmpty()) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "volumes are attached (%s), and no node service runs that could unstage them"
              .formatted(attached.stream().map(Path::toString).collect(joining(", "))),
          START_NODE);
    }
  }

  /** The devices of the pool, which no service has open. */
  private List<Path> attached() {
    if (pool.isEmpty()) {
      return new Holdings(data.pool(), "").loops().stream().map(LoopDevice::path).toList();
    }
    try (Pool opened = Pools.open(pool.get())) {
      return List.copyOf(opened.attachments().list().values());
    }
  }

  private void requireNode() {
    if (!get(ServiceKind.NODE).isReady()) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "the gateway's volume is mounted, and no node service runs that could unmount it",
          START_NODE);
    }
  }

  private static boolean isMounted(Path place) {
    return MountTable.read().stream().anyMatch(entry -> entry.mountPoint().equals(place));
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
