package io.cistern.cli.demo;

import static io.cistern.cli.demo.DemoFailure.unless;

import io.cistern.cli.service.HttpPorts;
import io.cistern.cli.service.Service;
import io.cistern.cli.service.ServiceKind;
import io.cistern.cli.service.Services;
import io.cistern.pool.model.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The half of the tour that buckets have: aws-cli against the gateway, on the volume that the pool
 * gave it.
 */
final class BucketTour {
  private static final ByteSize LARGE = ByteSize.ofGiB(2);
  private static final String BUCKET = "tour";
  private static final int SMALL_OBJECTS = 1_200;

  private final Programs programs;
  private final Services services;
  private final Path directory;
  private String largeSum = "";

  BucketTour(Programs programs, Services services, Path directory) {
    this.programs = programs;
    this.services = services;
    this.directory = directory;
  }

  String putSmall() {
    Path text = write("small.txt", "kept in a bucket\n");
    aws("s3", "mb", "s3://" + BUCKET);
    aws("s3", "cp", "--no-progress", text.toString(), "s3://" + BUCKET + "/letters/a");
    String back = aws("s3", "cp", "--no-progress", "s3://" + BUCKET + "/letters/a", "-");
    unless(back.equals("kept in a bucket"), "the object holds: " + back);
    return "aws-cli made the bucket %s, put an object and got the same bytes".formatted(BUCKET);
  }

  String putLarge() {
    Path file = directory.resolve("large.bin");
    programs.run(
        "dd",
        "if=/dev/urandom",
        "of=" + file,
        "bs=1M",
        "count=" + (LARGE.bytes() >> 20),
        "status=none");
    largeSum = Checksum.of(file);
    aws("s3", "cp", "--no-progress", file.toString(), "s3://" + BUCKET + "/large");
    String tag =
        aws("s3api", "head-object", "--bucket", BUCKET, "--key", "large", "--query", "ETag");
    unless(tag.contains("-"), "the object was not put in parts: " + tag);
    delete(file);
    getLarge("large-back.bin");
    return "%s put in parts and got back; SHA-256 %s in both"
        .formatted(LARGE, Checksum.brief(largeSum));
  }

  String list() {
    Path many = directory.resolve("many");
    try {
      Files.createDirectories(many);
      for (int i = 0; i < SMALL_OBJECTS; i++) {
        Files.writeString(many.resolve("%05d".formatted(i)), Integer.toString(i));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    aws("s3", "sync", "--no-progress", "--quiet", many.toString(), "s3://" + BUCKET + "/many/");
    long listed = aws("s3", "ls", "s3://" + BUCKET + "/many/").lines().count();
    unless(listed == SMALL_OBJECTS, "the list has " + listed + " objects");
    String top = aws("s3", "ls", "s3://" + BUCKET + "/");
    unless(top.contains("PRE many/") && top.contains("large"), "the top of the bucket: " + top);
    return "%,d objects synced; listed in pages, and rolled up under their prefix"
        .formatted(SMALL_OBJECTS);
  }

  String versions() {
    aws(
        "s3api",
        "put-bucket-versioning",
        "--bucket",
        BUCKET,
        "--versioning-configuration",
        "Status=Enabled");
    Path newer = write("newer.txt", "overwritten\n");
    aws("s3", "cp", "--no-progress", newer.toString(), "s3://" + BUCKET + "/letters/a");
    aws("s3", "rm", "s3://" + BUCKET + "/letters/a");
    List<String> ids =
        aws(
                "s3api",
                "list-object-versions",
                "--bucket",
                BUCKET,
                "--prefix",
                "letters/a",
                "--query",
                "Versions[].VersionId",
                "--output",
                "text")
            .lines()
            .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
            .toList();
    unless(ids.size() == 2 && ids.getLast().equals("null"), "the versions are " + ids);
    Path back = directory.resolve("first.txt");
    aws(
        "s3api",
        "get-object",
        "--bucket",
        BUCKET,
        "--key",
        "letters/a",
        "--version-id",
        "null",
        back.toString());
    unless(read(back).equals("kept in a bucket\n"), "the first version holds: " + read(back));
    return "versioning: overwritten and deleted, and the first version is still there";
  }

  String presign() {
    String url = aws("s3", "presign", "s3://" + BUCKET + "/many/00007", "--expires-in", "60");
    HttpResponse<String> answer = get(url);
    unless(answer.statusCode() == 200 && answer.body().equals("7"), "it gave: " + answer.body());
    int forged = get(url.replace("00007", "00008")).statusCode();
    unless(forged == 403, "the URL opened another object: " + forged);
    return "a presigned URL gave its object to anybody, and no other";
  }

  String kill() {
    services.get(ServiceKind.GATEWAY).kill();
    services.up(Services.Sizes.DEFAULT, HttpPorts.ANY, _ -> {});
    getLarge("after-kill.bin");
    long listed = aws("s3", "ls", "s3://" + BUCKET + "/many/").lines().count();
    unless(listed == SMALL_OBJECTS, "the list has " + listed + " objects");
    return "the gateway: started again, %s and %,d objects are there, SHA-256 %s the same"
        .formatted(LARGE, SMALL_OBJECTS, Checksum.brief(largeSum));
  }

  private void getLarge(String name) {
    Path back = directory.resolve(name);
    aws("s3", "cp", "--no-progress", "s3://" + BUCKET + "/large", back.toString());
    unless(Checksum.of(back).equals(largeSum), "the large object has other bytes");
    delete(back);
  }

  private String aws(String... words) {
    List<String> command = new ArrayList<>(List.of("aws"));
    command.addAll(List.of(words));
    return programs.run(environment(), command.toArray(String[]::new));
  }

  private Map<String, String> environment() {
    Service gateway = services.get(ServiceKind.GATEWAY);
    Properties credentials = new Properties();
    try (var reader = Files.newBufferedReader(gateway.data().s3Credentials())) {
      credentials.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // an aws-cli of version 1 presigns as S3 did before 2014 unless it is told not to
    Path config = write("aws-config", "[default]\ns3 =\n    signature_version = s3v4\n");
    return Map.of(
        "AWS_CONFIG_FILE",
        config.toString(),
        "AWS_ENDPOINT_URL",
        "http://127.0.0.1:" + gateway.ports().getLast(),
        "AWS_DEFAULT_REGION",
        "us-east-1",
        "AWS_EC2_METADATA_DISABLED",
        "true",
        "AWS_ACCESS_KEY_ID",
        credentials.getProperty("access-key", ""),
        "AWS_SECRET_ACCESS_KEY",
        credentials.getProperty("secret-key", ""));
  }

  private static HttpResponse<String> get(String url) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("interrupted");
    }
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
