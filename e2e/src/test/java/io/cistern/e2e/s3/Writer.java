package io.cistern.e2e.s3;

import io.cistern.e2e.s3.Ledger.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One client that writes, copies, deletes and reads keys of its own until the gateway is gone, and
 * enters into the ledger what it sends and what is acknowledged.
 */
final class Writer {
  static final String PLAIN = "killed-plain";
  static final String VERSIONED = "killed-versioned";
  private static final int KEYS = 20;
  private static final int PART = 5 << 20;
  private final S3Client s3;
  private final Ledger ledger;
  private final String name;
  private final Random random;

  Writer(S3Client s3, Ledger ledger, String name, long seed) {
    this.s3 = s3;
    this.ledger = ledger;
    this.name = name;
    this.random = new Random(seed);
  }

  /** Works until nothing is answered any more; the number of acknowledged writes. */
  int run() {
    int acknowledged = 0;
    try {
      while (true) {
        acknowledged += step() ? 1 : 0;
      }
    } catch (SdkClientException gone) {
      return acknowledged;
    }
  }

  private boolean step() {
    String key = name + "/" + random.nextInt(KEYS);
    int dice = random.nextInt(100);
    if (dice < 40) {
      return write(key, content(random.nextInt(40_000)));
    } else if (dice < 50) {
      return write(key, content(100_000 + random.nextInt(2_000_000)));
    } else if (dice < 52) {
      return writeInParts(key, content(PART + random.nextInt(PART)));
    } else if (dice < 65) {
      return delete(key);
    } else if (dice < 75) {
      return writeVersion(key, content(random.nextInt(60_000)));
    } else if (dice < 85) {
      return copy(key, name + "/" + random.nextInt(KEYS));
    }
    return read(key);
  }

  private Content content(int length) {
    return new Content(random.nextLong(), length);
  }

  private boolean write(String key, Content content) {
    ledger.sending(key, Optional.of(content));
    s3.putObject(request -> request.bucket(PLAIN).key(key), RequestBody.fromBytes(content.bytes()));
    ledger.acknowledged(key, Optional.of(content));
    return true;
  }

  private boolean writeInParts(String key, Content content) {
    byte[] bytes = content.bytes();
    String upload = s3.createMultipartUpload(request -> request.bucket(PLAIN).key(key)).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int start = 0; start < bytes.length; start += PART) {
      int number = parts.size() + 1;
      byte[] part = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + PART));
      String tag =
          s3.uploadPart(
                  request -> request.bucket(PLAIN).key(key).uploadId(upload).partNumber(number),
                  RequestBody.fromBytes(part))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    ledger.sending(key, Optional.of(content));
    s3.completeMultipartUpload(
        request ->
            request
                .bucket(PLAIN)
                .key(key)
                .uploadId(upload)
                .multipartUpload(done -> done.parts(parts)));
    ledger.acknowledged(key, Optional.of(content));
    return true;
  }

  private boolean delete(String key) {
    ledger.sending(key, Optional.empty());
    s3.deleteObject(request -> request.bucket(PLAIN).key(key));
    ledger.acknowledged(key, Optional.empty());
    return true;
  }

  private boolean writeVersion(String key, Content content) {
    String id =
        s3.putObject(
                request -> request.bucket(VERSIONED).key(key),
                RequestBody.fromBytes(content.bytes()))
            .versionId();
    ledger.acknowledged(new Ledger.Version(key, id, content));
    return true;
  }

  /** Only where it is known what is there, for the copy is to be known as well. */
  private boolean copy(String source, String target) {
    Optional<Content> content = ledger.possible(source).iterator().next();
    if (ledger.possible(source).size() > 1 || content.isEmpty() || source.equals(target)) {
      return false;
    }
    ledger.sending(target, content);
    s3.copyObject(
        request ->
            request
                .sourceBucket(PLAIN)
                .sourceKey(source)
                .destinationBucket(PLAIN)
                .destinationKey(target));
    ledger.acknowledged(target, content);
    return true;
  }

  private boolean read(String key) {
    Inspection.found(s3, ledger, key);
    return false;
  }
}
