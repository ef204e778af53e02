package io.cistern.e2e.s3;

import io.cistern.e2e.ports.FreePorts;
import io.cistern.protocol.transport.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The gateway as production starts it, with ports of its own. Over restarts it keeps them, its data
 * and its credentials; the latter it has made itself.
 */
final class GatewayProcess implements AutoCloseable {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolveSibling("");
  static final Path JAR = ROOT.resolve("s3-gateway/target/quarkus-app/quarkus-run.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final Path directory;
  private final int port = FreePorts.one();
  private final int management = FreePorts.one();
  private final HttpClient health = HttpClient.newHttpClient();
  private @Nullable Process process;

  private final Map<String, String> environment = new HashMap<>();

  /** In a new directory. */
  GatewayProcess() {
    try {
      directory = Files.createTempDirectory("cistern-s3-e2e-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves its own socket and COSI's, too, from the next start on. */
  GatewayProcess withSockets() {
    environment.put("CISTERN_S3_ADMIN_ENDPOINT", socket("admin").toString());
    environment.put("COSI_ENDPOINT", socket("cosi").toString());
    environment.put("CISTERN_S3_COSI_URL", endpoint().toString());
    return this;
  }

  /** The socket {@code admin} or {@code cosi}. */
  Endpoint socket(String name) {
    return new Endpoint.UnixSocket(directory.resolve(name + ".sock"));
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  String accessKey() {
    return credential("access-key=");
  }

  String secretKey() {
    return credential("secret-key=");
  }

  StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey(), secretKey()));
  }

  private String credential(String key) {
    try (Stream<String> lines = Files.lines(credentialsFile())) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .orElseThrow()
          .substring(key.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its object store lies. */
  Path data() {
    return directory.resolve("data");
  }

  private Path credentialsFile() {
    return directory.resolve("credentials");
  }

  /** Starts it and waits until it is ready. */
  GatewayProcess start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + ROOT.resolve("deploy/jvm/gateway.options"));
    command.addAll(List.of("-jar", JAR.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "CISTERN_S3_DIRECTORY",
                data().toString(),
                "CISTERN_S3_CREDENTIALS_FILE",
                credentialsFile().toString(),
                "CISTERN_S3_PORT",
                Integer.toString(port),
                "QUARKUS_HTTP_PORT",
                "0",
                "QUARKUS_MANAGEMENT_PORT",
                Integer.toString(management),
                "MALLOC_ARENA_MAX",
                "2"));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
      awaitReady(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the gateway", e);
    }
    return this;
  }

  private void awaitReady(Process started) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the gateway is not ready:\n" + Files.readString(log()));
      }
      Thread.sleep(20);
    }
  }

  private boolean isReady() throws InterruptedException {
    URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
    try {
      HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
      return health.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** What it says of itself to its operator. */
  String management(String path) {
    URI url = URI.create("http://127.0.0.1:" + management + path);
    try {
      return health
          .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for " + path, e);
    }
  }

  /** The AWS SDK as it comes, but for where the gateway is. */
  S3Client client() {
    return clientBuilder().build();
  }

  /** What {@link #client} is made of, to be set further. */
  S3ClientBuilder clientBuilder() {
    return S3Client.builder()
        .endpointOverride(endpoint())
        .region(RunningGateway.REGION)
        .credentialsProvider(credentials())
        .forcePathStyle(true);
  }

  S3Presigner presigner() {
    return S3Presigner.builder()
        .endpointOverride(endpoint())
        .region(RunningGateway.REGION)
        .credentialsProvider(credentials())
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .build();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** What the kernel says of its memory in {@code /proc}: VmRSS, VmHWM; bytes. */
  long memory(String field) {
    if (process == null) {
      throw new IllegalStateException("the gateway was not started");
    }
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      String kilobytes =
          lines.filter(line -> line.startsWith(field + ":")).findFirst().orElseThrow();
      return Long.parseLong(kilobytes.replaceAll("[^0-9]", "")) << 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM; {@link #awaitEnd} says with which status it ends. */
  void terminate() {
    if (process != null) {
      process.destroy();
    }
  }

  int awaitEnd() {
    if (process == null) {
      throw new IllegalStateException("the gateway was not started");
    }
    await(process);
    return process.exitValue();
  }

  /** SIGKILL, and waits for the end. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
      await(process);
    }
  }

  private Path log() {
    return directory.resolve("gateway.log");
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the gateway does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the gateway's end", e);
    }
  }

  /** Kills it and removes everything of it. */
  @Override
  public void close() {
    kill();
    health.close();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
