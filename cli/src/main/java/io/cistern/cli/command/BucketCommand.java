package io.cistern.cli.command;

import io.cistern.cli.bucket.BucketClient;
import io.cistern.cli.bucket.BucketInfo;
import io.cistern.cli.bucket.BucketUsage;
import io.cistern.cli.client.GatewayClient;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Listing;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.gateway.Bucket;
import io.cistern.protocol.gateway.Quota;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cistern bucket}. */
@Command(
    name = "bucket",
    mixinStandardHelpOptions = true,
    description = "Make, measure, limit and remove buckets; check a store.")
final class BucketCommand {
  private final Console console;

  BucketCommand(Console console) {
    this.console = console;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Show the buckets.")
  int list(
      @Mixin S3Option s3,
      @Mixin OutputOption output,
      @Option(
              names = "--usage",
              description = "count their objects and bytes, too; lists all of them")
          boolean usage) {
    try (BucketClient client = new BucketClient(s3.endpoint())) {
      List<BucketInfo> buckets = client.list();
      Map<String, BucketUsage> used = new HashMap<>();
      if (usage) {
        buckets.forEach(
            bucket ->
                used.put(bucket.name(), client.usage(bucket.name(), counting(bucket.name()))));
      }
      new Listing<>(usage ? BucketColumns.listWith(used) : BucketColumns.list(), buckets)
          .print(console, output.format());
    }
    return 0;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make a bucket. The same again is no error.")
  int create(
      @Mixin S3Option s3,
      @Parameters(paramLabel = "NAME", description = "3 to 63 of a-z, 0-9, - and .") String name,
      @Option(
              names = "--relaxed",
              description =
                  "answer writes before they are on the disk: faster, and a power cut may take the"
                      + " latest; stays as it was chosen")
          boolean relaxed) {
    try (BucketClient client = new BucketClient(s3.endpoint())) {
      boolean made = client.create(name, relaxed);
      console.print(made ? "created " + name : name + " is there already");
    }
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Remove a bucket, which must be empty.")
  int delete(
      @Mixin S3Option s3,
      @Parameters(paramLabel = "NAME", description = "of the bucket") String name,
      @Option(
              names = "--force",
              description = "delete what is in it first: objects, all versions, uploads")
          boolean force) {
    try (BucketClient client = new BucketClient(s3.endpoint())) {
      if (force) {
        long deleted = client.empty(name, new NowAndThen(console, name + ": %,d deleted"));
        console.progress(String.format(Locale.ROOT, "%s: %,d deleted, empty", name, deleted));
      }
      client.delete(name);
      console.print("deleted " + name);
    }
    return 0;
  }

  @Command(
      name = "usage",
      mixinStandardHelpOptions = true,
      description =
          "Count objects, versions, bytes of all versions, and uploads under way, by listing them.")
  int usage(
      @Mixin S3Option s3,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME", arity = "0..1", description = "all buckets by default")
          Optional<String> name) {
    try (BucketClient client = new BucketClient(s3.endpoint())) {
      List<String> names =
          name.map(List::of).orElseGet(() -> client.list().stream().map(BucketInfo::name).toList());
      List<BucketColumns.Used> used =
          names.stream()
              .map(one -> new BucketColumns.Used(one, client.usage(one, counting(one))))
              .toList();
      new Listing<>(BucketColumns.usage(), used).print(console, output.format());
    }
    return 0;
  }

  @Command(
      name = "quota",
      mixinStandardHelpOptions = true,
      description =
          "Show the quota of a bucket and what it holds, or set the quota. A bucket that is over a"
              + " new one keeps what it has and can only shrink.")
  int quota(
      @Mixin GatewayOption gateway,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME", description = "of the bucket") String name,
      @Option(
              names = "--bytes",
              paramLabel = "SIZE",
              description = "the most it may hold: all versions, and parts of uploads under way")
          Optional<ByteSize> bytes,
      @Option(
              names = "--objects",
              paramLabel = "COUNT",
              description = "the most objects, all versions counted")
          Optional<Long> objects,
      @Option(names = "--none", description = "take the limits away that are not given")
          boolean none) {
    try (GatewayClient client = gateway.connect()) {
      Bucket bucket = client.bucket(name);
      if (none || bytes.isPresent() || objects.isPresent()) {
        Quota.Builder quota = none ? Quota.newBuilder() : bucket.getQuota().toBuilder();
        bytes.ifPresent(size -> quota.setBytes(size.bytes()));
        objects.ifPresent(quota::setObjects);
        bucket = client.setQuota(name, quota.build());
      }
      new Listing<>(BucketColumns.quota(), List.of(bucket)).print(console, output.format());
    }
    return 0;
  }

  private NowAndThen counting(String bucket) {
    return new NowAndThen(console, bucket + ": %,d versions counted");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Verify the store that a stopped gateway keeps its buckets in, and change nothing. Exits"
              + " with 1 if something is wrong.")
  int check(
      @Mixin DataOption data,
      @Mixin OutputOption output,
      @Parameters(
              paramLabel = "DIR",
              arity = "0..1",
              description = "the store; the one of the data directory's gateway by default")
          Optional<Path> directory,
      @Option(names = "--deep", description = "read every byte of every object, too")
          boolean deep) {
    StoreToCheck store =
        directory.map(StoreToCheck::in).orElseGet(() -> StoreToCheck.of(data.data()));
    return new StoreReport(console, output.format()).print(store.verification(deep)) ? 0 : 1;
  }
}
