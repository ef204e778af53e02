package io.cistern.s3.multipart;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.body.Checksums;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.Checksum.Coverage;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadDraft.ChecksumChoice;
import io.cistern.s3.model.UploadPart;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What makes parts an object: what the client lists and claims, held against what is stored, and
 * the object's tag and checksum.
 *
 * @param listed in the client's order, which the store has found to be ascending
 */
record Completion(List<CompletedPart> listed, CompletionClaims claims) {
  Completion {
    listed = List.copyOf(listed);
  }

  List<PartReference> references() {
    return listed.stream().map(CompletedPart::reference).toList();
  }

  /**
   * The object.
   *
   * @param parts as they are stored, in the order of {@link #listed}
   * @throws S3Exception {@link S3Error#INVALID_REQUEST}, {@link S3Error#INVALID_PART} or {@link
   *     S3Error#BAD_DIGEST} where a claim does not hold
   */
  ObjectDraft describe(UploadDraft begun, List<UploadPart> parts) {
    claims.verifySize(parts.stream().mapToLong(UploadPart::size).sum());
    for (int i = 0; i < parts.size(); i++) {
      verify(begun.checksum(), listed.get(i), parts.get(i));
    }
    List<Checksum> checksums = checksum(begun.checksum(), parts).stream().toList();
    claims.verifyChecksums(begun.checksum(), checksums);
    return new ObjectDraft(etag(parts), begun.metadata(), begun.tags(), checksums);
  }

  private static void verify(
      Optional<ChecksumChoice> choice, CompletedPart listed, UploadPart stored) {
    if (choice.isPresent()
        && choice.get().coverage() == Coverage.COMPOSITE
        && !listed.checksums().containsKey(choice.get().algorithm())) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST,
          ("The upload was created using a %s checksum. The complete request must include the "
                  + "checksum for each part. It was missing for part %d in the request.")
              .formatted(
                  choice.get().algorithm().name().toLowerCase(Locale.ROOT), stored.number()));
    }
    listed
        .checksums()
        .forEach(
            (algorithm, claimed) -> {
              if (find(stored, algorithm).filter(claimed::equals).isEmpty()) {
                throw new S3Exception(S3Error.INVALID_PART)
                    .withDetail("PartNumber", Integer.toString(stored.number()));
              }
            });
  }

  /** Where nothing was chosen it is CRC64NVME, if every part has one. */
  private static Optional<Checksum> checksum(
      Optional<ChecksumChoice> asked, List<UploadPart> parts) {
    ChecksumChoice choice =
        asked.orElse(new ChecksumChoice(ChecksumAlgorithm.CRC64NVME, Coverage.FULL_OBJECT));
    boolean everywhere =
        parts.stream().allMatch(part -> find(part, choice.algorithm()).isPresent());
    if (!everywhere) {
      return Optional.empty();
    }
    return Optional.of(
        switch (choice.coverage()) {
          case FULL_OBJECT ->
              Checksums.fullObject(
                  choice.algorithm(),
                  parts.stream()
                      .map(part -> new Checksums.Part(sum(part, choice), part.size()))
                      .toList());
          case COMPOSITE ->
              Checksums.composite(
                  choice.algorithm(), parts.stream().map(part -> sum(part, choice)).toList());
        });
  }

  private static String sum(UploadPart part, ChecksumChoice choice) {
    return find(part, choice.algorithm()).orElseThrow();
  }

  private static Optional<String> find(UploadPart part, ChecksumAlgorithm algorithm) {
    return part.checksums().stream()
        .filter(checksum -> checksum.algorithm() == algorithm)
        .map(Checksum::value)
        .findFirst();
  }

  /** The tag of a part is the MD5 of its bytes. */
  private static ETag etag(List<UploadPart> parts) {
    MessageDigest md5;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag().value())));
    return ETag.ofParts(md5.digest(), parts.size());
  }
}
