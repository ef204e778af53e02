package io.cistern.benchmarks;

import io.cistern.benchmarks.s3.client.Endpoint;
import io.cistern.benchmarks.s3.load.Effort;
import io.cistern.benchmarks.s3.load.Operation;
import io.cistern.benchmarks.s3.load.S3Load;
import io.cistern.benchmarks.s3.server.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the command line asks for, each as {@code --name=value}. The credentials of a peer come from
 * the environment, for a command line is everybody's to read.
 *
 * @param repository {@code --repository}: where the built gateway and {@code deploy/} lie
 * @param parent {@code --directory}: where all servers' data are made and removed again
 * @param output {@code --output}: where s3.json and s3.md are written
 * @param publish {@code --publish}: a document whose tables are replaced
 * @param parts {@code --parts}: of objects and lists; all if absent
 * @param servers {@code --servers}: of cistern and minio, those to be started; all that are there
 *     if absent
 * @param peer {@code --peer=name=http://host:port}: one more, that runs already
 * @param effort {@code --quick=true}: two minutes, to see that it runs; {@code --operations=PUT},
 *     {@code --sizes=1KiB,64MiB} and {@code --rounds=4}: less of the objects, and more often
 */
record S3Arguments(
    Path repository,
    Path parent,
    Path output,
    Optional<Path> publish,
    Set<String> parts,
    Set<String> servers,
    Optional<Server> peer,
    Effort effort) {
  static final String CISTERN = "cistern";
  static final String MINIO = "minio";
  private static final Set<String> SERVERS = Set.of(CISTERN, MINIO);
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,4})(KiB|MiB)");

  S3Arguments {
    if (!S3Load.PARTS.containsAll(parts) || !SERVERS.containsAll(servers)) {
      throw new IllegalArgumentException(
          "the parts are " + S3Load.PARTS + ", the servers " + SERVERS);
    }
  }

  static S3Arguments parse(Map<String, String> environment, String... words) {
    Map<String, String> given =
        Arrays.stream(words)
            .map(word -> word.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : ""));
    Path repository = Path.of(given.getOrDefault("--repository", ".")).toAbsolutePath().normalize();
    return new S3Arguments(
        repository,
        Path.of(given.getOrDefault("--directory", "/tmp")),
        Path.of(given.getOrDefault("--output", repository + "/benchmarks/target/bench-s3")),
        Optional.ofNullable(given.get("--publish")).map(Path::of),
        some(given, "--parts", S3Load.PARTS),
        some(given, "--servers", SERVERS),
        Optional.ofNullable(given.get("--peer")).map(text -> peer(text, environment)),
        effort(given));
  }

  private static Effort effort(Map<String, String> given) {
    boolean quick = Boolean.parseBoolean(given.getOrDefault("--quick", "false"));
    Effort all = quick ? Effort.quick() : Effort.full();
    return all.only(
        list(given, "--operations", Operation::valueOf, all.operations()),
        list(given, "--sizes", S3Arguments::bytes, all.sizes()),
        Integer.parseInt(given.getOrDefault("--rounds", Integer.toString(all.rounds()))));
  }

  private static int bytes(String size) {
    Matcher number = SIZE.matcher(size);
    if (!number.matches()) {
      throw new IllegalArgumentException("a size is given as 4KiB or 64MiB, not as " + size);
    }
    return Integer.parseInt(number.group(1)) << (number.group(2).equals("KiB") ? 10 : 20);
  }

  private static <T> List<T> list(
      Map<String, String> given, String name, Function<String, T> parse, List<T> all) {
    return Optional.ofNullable(given.get(name))
        .map(text -> Arrays.stream(text.split(",")).map(parse).toList())
        .orElse(all);
  }

  private static Set<String> some(Map<String, String> given, String name, Set<String> all) {
    return Optional.ofNullable(given.get(name)).map(text -> Set.of(text.split(","))).orElse(all);
  }

  private static Server peer(String text, Map<String, String> environment) {
    String[] parts = text.split("=", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("a peer is given as name=http://host:port");
    }
    Endpoint endpoint =
        Endpoint.at(
            URI.create(parts[1]),
            environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
            environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
            environment.getOrDefault("AWS_REGION", "us-east-1"));
    return new Server(parts[0], endpoint, Optional.empty());
  }
}
