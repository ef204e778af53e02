package io.cistern.s3.store.record;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.Content;
import io.cistern.s3.model.DeleteMarker;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Quota;
import io.cistern.s3.model.Slice;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.Usage;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.StoreError;
import java.nio.BufferUnderflowException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The values of the tables. The first byte is the version of the format; a value of another
 * version, or that ends early, is {@link StoreError.Corrupt}.
 */
public final class Records {
  private static final int FORMAT = 1;
  private static final int OBJECT = 0;
  private static final int MARKER = 1;

  private Records() {}

  public static byte[] bucket(Bucket bucket) {
    BucketSettings settings = bucket.settings();
    return begin(128)
        .varint(bucket.id())
        .varint(bucket.created().toEpochMilli())
        .text(settings.region())
        .u8(settings.versioning().ordinal())
        .u8(settings.durability().ordinal())
        .map(settings.documents())
        .varint(settings.quota().bytes())
        .varint(settings.quota().objects())
        .toBytes();
  }

  public static Bucket bucket(BucketName name, byte[] value) {
    return read(value, in -> new Bucket(in.varint(), name, time(in), settings(in)));
  }

  private static BucketSettings settings(ByteReader in) {
    String region = in.text();
    Versioning versioning = Versioning.values()[in.u8()];
    Durability durability = Durability.values()[in.u8()];
    Map<String, String> documents = in.map();
    // buckets were made before there were quotas
    Quota quota = in.remaining() == 0 ? Quota.NONE : new Quota(in.varint(), in.varint());
    return new BucketSettings(region, versioning, durability, quota, documents);
  }

  public static byte[] version(ObjectVersion version) {
    ByteWriter out = begin(256);
    switch (version) {
      case ObjectRecord object -> object(out.u8(OBJECT), object);
      case DeleteMarker marker ->
          out.u8(MARKER)
              .varint(marker.sequence())
              .flag(marker.nullVersion())
              .varint(marker.modified().toEpochMilli());
    }
    return out.toBytes();
  }

  public static ObjectVersion version(ObjectKey key, byte[] value) {
    return read(
        value,
        in ->
            in.u8() == OBJECT
                ? object(key, in)
                : new DeleteMarker(key, in.varint(), in.flag(), time(in)));
  }

  /** As {@link #version(ObjectKey, byte[])}, where a delete marker cannot be. */
  public static ObjectRecord object(ObjectKey key, byte[] value) {
    return switch (version(key, value)) {
      case ObjectRecord object -> object;
      case DeleteMarker _ ->
          throw new StoreError.Corrupt("a delete marker stands among the current objects");
    };
  }

  public static byte[] upload(Upload upload) {
    ByteWriter out = begin(128).varint(upload.initiated().toEpochMilli());
    metadata(out, upload.draft().metadata()).map(upload.draft().tags());
    out.list(
        upload.draft().checksum().stream().toList(),
        (o, choice) -> o.u8(choice.algorithm().ordinal()).u8(choice.coverage().ordinal()));
    return out.toBytes();
  }

  public static Upload upload(ObjectKey key, UploadId id, byte[] value) {
    return read(
        value,
        in -> {
          Instant initiated = time(in);
          ObjectMetadata metadata = metadata(in);
          var tags = in.map();
          List<UploadDraft.ChecksumChoice> choice =
              in.list(i -> new UploadDraft.ChecksumChoice(algorithm(i), coverage(i)));
          return new Upload(
              key, id, initiated, new UploadDraft(metadata, tags, choice.stream().findFirst()));
        });
  }

  public static byte[] part(UploadPart part) {
    ByteWriter out = begin(96);
    part(out, part);
    return out.toBytes();
  }

  public static UploadPart part(byte[] value) {
    return read(value, Records::part);
  }

  public static byte[] manifest(Manifest manifest) {
    return begin(16 + 64 * manifest.parts().size()).list(manifest.parts(), Records::part).toBytes();
  }

  public static Manifest manifest(byte[] value) {
    return read(value, in -> new Manifest(in.list(Records::part)));
  }

  public static byte[] completion(Completion completion) {
    ByteWriter out =
        begin(256)
            .varint(completion.bucket())
            .varint(completion.at().toEpochMilli())
            .list(
                completion.listed(), (o, part) -> o.varint(part.number()).text(part.etag().value()))
            .text(completion.answer().key().value());
    object(out, completion.answer());
    return out.toBytes();
  }

  public static Completion completion(byte[] value) {
    return read(
        value,
        in ->
            new Completion(
                in.varint(),
                time(in),
                in.list(i -> new PartReference(i.count(), new ETag(i.text()))),
                object(new ObjectKey(in.text()), in)));
  }

  public static byte[] trash(Trash trash) {
    ByteWriter out = begin(32);
    switch (trash) {
      case Trash.File file -> out.u8(0).u64(file.extent());
      case Trash.ManifestOf of -> out.u8(1).u64(of.manifest()).varint(of.done());
      case Trash.PartsOf of -> out.u8(2).u64(of.bucket()).u64(of.upload()).u64(of.manifest());
    }
    return out.toBytes();
  }

  public static Trash trash(byte[] value) {
    return read(
        value,
        in ->
            switch (in.u8()) {
              case 0 -> new Trash.File(in.u64());
              case 1 -> new Trash.ManifestOf(in.u64(), in.count());
              default -> new Trash.PartsOf(in.u64(), in.u64(), in.u64());
            });
  }

  /** A single number: the length of an extent, the count of references. */
  public static byte[] count(long value) {
    return begin(10).varint(value).toBytes();
  }

  public static long count(byte[] value) {
    return read(value, ByteReader::varint);
  }

  public static byte[] usage(Usage usage) {
    return begin(20).varint(usage.bytes()).varint(usage.objects()).toBytes();
  }

  public static Usage usage(byte[] value) {
    return read(value, in -> new Usage(in.varint(), in.varint()));
  }

  private static void object(ByteWriter out, ObjectRecord object) {
    out.varint(object.sequence())
        .flag(object.nullVersion())
        .varint(object.modified().toEpochMilli())
        .varint(object.size())
        .text(object.etag().value());
    metadata(out, object.metadata()).map(object.tags()).list(object.checksums(), Records::checksum);
    switch (object.content()) {
      case Content.Slices some -> out.u8(0).list(some.slices(), Records::slice);
      case Content.Manifest manifest -> out.u8(1).u64(manifest.id()).varint(manifest.parts());
    }
  }

  private static ObjectRecord object(ObjectKey key, ByteReader in) {
    return new ObjectRecord(
        key,
        in.varint(),
        in.flag(),
        time(in),
        in.varint(),
        new ETag(in.text()),
        metadata(in),
        in.map(),
        in.list(Records::checksum),
        content(in));
  }

  private static Content content(ByteReader in) {
    return in.u8() == 0
        ? new Content.Slices(in.list(Records::slice))
        : new Content.Manifest(in.u64(), in.count());
  }

  private static void part(ByteWriter out, UploadPart part) {
    out.varint(part.number())
        .varint(part.sequence())
        .varint(part.modified().toEpochMilli())
        .varint(part.size())
        .text(part.etag().value())
        .list(part.checksums(), Records::checksum)
        .list(part.slices(), Records::slice);
  }

  private static UploadPart part(ByteReader in) {
    return new UploadPart(
        in.count(),
        in.varint(),
        time(in),
        in.varint(),
        new ETag(in.text()),
        in.list(Records::checksum),
        in.list(Records::slice));
  }

  private static ByteWriter metadata(ByteWriter out, ObjectMetadata metadata) {
    return out.map(metadata.headers()).map(metadata.user());
  }

  private static ObjectMetadata metadata(ByteReader in) {
    return new ObjectMetadata(in.map(), in.map());
  }

  private static void checksum(ByteWriter out, Checksum checksum) {
    out.u8(checksum.algorithm().ordinal()).u8(checksum.coverage().ordinal()).text(checksum.value());
  }

  private static Checksum checksum(ByteReader in) {
    return new Checksum(algorithm(in), coverage(in), in.text());
  }

  private static ChecksumAlgorithm algorithm(ByteReader in) {
    return ChecksumAlgorithm.values()[in.u8()];
  }

  private static Checksum.Coverage coverage(ByteReader in) {
    return Checksum.Coverage.values()[in.u8()];
  }

  private static void slice(ByteWriter out, Slice slice) {
    out.varint(slice.extent()).varint(slice.offset()).varint(slice.length());
  }

  private static Slice slice(ByteReader in) {
    return new Slice(in.varint(), in.varint(), in.varint());
  }

  static Instant time(ByteReader in) {
    return Instant.ofEpochMilli(in.varint());
  }

  static ByteWriter begin(int expected) {
    return new ByteWriter(expected).u8(FORMAT);
  }

  static <T> T read(byte[] value, Function<ByteReader, T> body) {
    try {
      ByteReader in = new ByteReader(value);
      int format = in.u8();
      if (format != FORMAT) {
        throw new StoreError.Corrupt("a record of format " + format);
      }
      T record = body.apply(in);
      if (in.remaining() != 0) {
        throw new StoreError.Corrupt("a record with bytes behind its end");
      }
      return record;
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException bad) {
      throw new StoreError.Corrupt("a record that cannot be read", bad);
    }
  }
}
