package io.cistern.cli.command;

import io.cistern.cli.bucket.BucketInfo;
import io.cistern.cli.bucket.BucketUsage;
import io.cistern.cli.text.Column;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.gateway.Bucket;
import io.cistern.protocol.gateway.Quota;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** How buckets are shown. */
final class BucketColumns {
  private BucketColumns() {}

  /** A bucket's name and what is in it. */
  record Used(String name, BucketUsage usage) {}

  static List<Column<BucketInfo>> list() {
    return List.of(
        Column.of("NAME", "name", BucketInfo::name),
        Column.of(
            "CREATED",
            "createdAt",
            bucket -> bucket.created().truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  /** The same, with what each bucket holds. */
  static List<Column<BucketInfo>> listWith(Map<String, BucketUsage> usage) {
    List<Column<BucketInfo>> columns = new ArrayList<>(list());
    columns.add(count("OBJECTS", "objects", bucket -> of(usage, bucket).objects()));
    columns.add(Column.size("BYTES", "bytes", bucket -> of(usage, bucket).bytes()));
    return columns;
  }

  private static BucketUsage of(Map<String, BucketUsage> usage, BucketInfo bucket) {
    return usage.getOrDefault(bucket.name(), BucketUsage.NONE);
  }

  static List<Column<Used>> usage() {
    return List.of(
        Column.of("NAME", "name", Used::name),
        count("OBJECTS", "objects", used -> used.usage().objects()),
        count("VERSIONS", "versions", used -> used.usage().versions()),
        Column.size("BYTES", "bytes", used -> used.usage().bytes()),
        count("UPLOADS", "uploads", used -> used.usage().uploads()));
  }

  /** What a bucket may hold, and does. */
  static List<Column<Bucket>> quota() {
    return List.of(
        Column.of("NAME", "name", Bucket::getName),
        limit(
            "MAX BYTES",
            "maxBytes",
            Quota::hasBytes,
            Quota::getBytes,
            bytes -> new ByteSize(bytes).toString()),
        Column.size("BYTES", "bytes", Bucket::getUsedBytes),
        limit(
            "MAX OBJECTS",
            "maxObjects",
            Quota::hasObjects,
            Quota::getObjects,
            BucketColumns::grouped),
        count("OBJECTS", "objects", Bucket::getUsedObjects));
  }

  /** A hyphen in the table, and "none" in JSON, where there is no limit. */
  private static Column<Bucket> limit(
      String header,
      String key,
      Predicate<Quota> isThere,
      ToLongFunction<Quota> number,
      LongFunction<String> text) {
    return new Column<>(
        header,
        key,
        bucket ->
            isThere.test(bucket.getQuota())
                ? text.apply(number.applyAsLong(bucket.getQuota()))
                : "-",
        bucket -> isThere.test(bucket.getQuota()) ? number.applyAsLong(bucket.getQuota()) : "none",
        true);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static <T> Column<T> count(String header, String key, ToLongFunction<T> number) {
    return new Column<>(
        header, key, item -> grouped(number.applyAsLong(item)), number::applyAsLong, true);
  }
}
