package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.s3.Ledger.Content;
import io.cistern.e2e.s3.Ledger.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Looks at everything after a restart, and holds it against the ledger. */
final class Inspection {
  private Inspection() {}

  /**
   * Every key holds wholly what was acknowledged, or what was sent since; listings say the same as
   * reads; and every acknowledged version is there. What is found is what counts from now on.
   */
  static void of(S3Client s3, Ledger ledger, List<Version> versions) {
    Map<String, Long> read = new TreeMap<>();
    for (String key : ledger.keys()) {
      Optional<Content> found = found(s3, ledger, key);
      ledger.acknowledged(key, found);
      found.ifPresent(content -> read.put(key, (long) content.length()));
    }
    Map<String, Long> listed = new TreeMap<>();
    s3.listObjectsV2Paginator(request -> request.bucket(Writer.PLAIN).maxKeys(50))
        .contents()
        .forEach(object -> listed.put(object.key(), object.size()));
    assertThat(listed).isEqualTo(read);
    for (Version version : versions) {
      assertThat(
              s3.getObjectAsBytes(
                      request ->
                          request
                              .bucket(Writer.VERSIONED)
                              .key(version.key())
                              .versionId(version.id()))
                  .asByteArray())
          .as(version.toString())
          .isEqualTo(version.content().bytes());
    }
  }

  /** What the key holds; fails if it is nothing that it may hold. */
  static Optional<Content> found(S3Client s3, Ledger ledger, String key) {
    Optional<byte[]> bytes = bytes(s3, key);
    Optional<Optional<Content>> match =
        ledger.possible(key).stream()
            .filter(
                content ->
                    content.isPresent() == bytes.isPresent()
                        && (content.isEmpty()
                            || Arrays.equals(content.get().bytes(), bytes.orElseThrow())))
            .findFirst();
    assertThat(match)
        .as(
            "%s holds %s, and may hold %s",
            key, bytes.map(all -> all.length + " bytes"), ledger.possible(key))
        .isPresent();
    return match.orElseThrow();
  }

  private static Optional<byte[]> bytes(S3Client s3, String key) {
    try {
      return Optional.of(
          s3.getObjectAsBytes(request -> request.bucket(Writer.PLAIN).key(key)).asByteArray());
    } catch (NoSuchKeyException absent) {
      return Optional.empty();
    }
  }
}
