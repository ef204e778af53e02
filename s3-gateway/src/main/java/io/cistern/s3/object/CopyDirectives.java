package io.cistern.s3.object;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.body.Checksums;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.Checksum.Coverage;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.StoreError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a copy takes from its source and what from its request. The storage class is never the
 * source's.
 *
 * @param metadata replaced by the request; empty to keep the source's
 * @param tags replaced by the request; empty to keep the source's
 * @param storageClass the system metadata that says it; empty where it is the usual one
 * @param asksStorageClass whether the request said anything of it
 * @param checksum the algorithm asked for; empty to keep what the source has
 */
record CopyDirectives(
    Optional<ObjectMetadata> metadata,
    Optional<Map<String, String>> tags,
    Map<String, String> storageClass,
    boolean asksStorageClass,
    Optional<ChecksumAlgorithm> checksum) {
  private static final String METADATA = "x-amz-metadata-directive";
  private static final String TAGGING = "x-amz-tagging-directive";
  private static final String CHECKSUM = "x-amz-checksum-algorithm";

  /**
   * Reads the headers of a copy.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for an unknown directive; as {@link
   *     MetadataHeaders#read} and {@link TaggingHeader#read} for what replaces
   */
  static CopyDirectives read(Headers headers) {
    boolean newMetadata = isReplace(headers, METADATA, "Unknown metadata directive.");
    boolean newTags = isReplace(headers, TAGGING, "Unknown tagging directive.");
    Map<String, String> storageClass = new TreeMap<>();
    StorageClass.read(headers, storageClass);
    return new CopyDirectives(
        newMetadata ? Optional.of(MetadataHeaders.read(headers)) : Optional.empty(),
        newTags ? Optional.of(TaggingHeader.read(headers)) : Optional.empty(),
        storageClass,
        headers.has(StorageClass.HEADER),
        headers.first(CHECKSUM).map(CopyDirectives::algorithm));
  }

  /** Whether an object copied onto itself would be another. */
  boolean changesAnything() {
    return metadata.isPresent() || asksStorageClass || checksum.isPresent();
  }

  boolean copiesTags() {
    return tags.isEmpty();
  }

  /**
   * What the copy is to be.
   *
   * @param source found by {@code lookup}, which opens it if a checksum has to be computed
   * @throws StoreError.NoSuchVersion if {@code source} is no longer what {@code lookup} finds
   */
  ObjectDraft draft(ObjectRecord source, Lookup lookup) {
    List<Checksum> checksums =
        checksum.map(wanted -> List.of(sum(wanted, source, lookup))).orElse(source.checksums());
    return new ObjectDraft(
        source.etag(),
        metadata.orElseGet(() -> kept(source.metadata())),
        tags.orElse(source.tags()),
        checksums);
  }

  private ObjectMetadata kept(ObjectMetadata ofSource) {
    Map<String, String> system = new TreeMap<>(ofSource.headers());
    system.remove(StorageClass.HEADER);
    system.putAll(storageClass);
    return new ObjectMetadata(system, ofSource.user());
  }

  private static Checksum sum(ChecksumAlgorithm wanted, ObjectRecord source, Lookup lookup) {
    return source.checksums().stream()
        .filter(sum -> sum.algorithm() == wanted && sum.coverage() == Coverage.FULL_OBJECT)
        .findFirst()
        .orElseGet(
            () -> {
              try (ObjectReader reader = lookup.open()) {
                if (reader.object().sequence() != source.sequence()) {
                  throw new StoreError.NoSuchVersion("the source was overwritten");
                }
                return Checksums.of(wanted, reader::read);
              }
            });
  }

  private static boolean isReplace(Headers headers, String name, String otherwise) {
    String directive = headers.first(name).orElse("COPY");
    return switch (directive) {
      case "COPY" -> false;
      case "REPLACE" -> true;
      default ->
          throw new S3Exception(S3Error.INVALID_ARGUMENT, otherwise)
              .withDetail("ArgumentName", name)
              .withDetail("ArgumentValue", directive);
    };
  }

  private static ChecksumAlgorithm algorithm(String name) {
    return Checksums.algorithm(name)
        .orElseThrow(
            () ->
                new S3Exception(
                    S3Error.INVALID_REQUEST,
                    "Checksum algorithm provided is unsupported. Please try again with any of the "
                        + "valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
  }
}
