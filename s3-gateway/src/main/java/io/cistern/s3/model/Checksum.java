package io.cistern.s3.model;

/**
 * An additional checksum.
 *
 * @param value in base64; a composite one ends in a hyphen and the number of parts
 */
public record Checksum(ChecksumAlgorithm algorithm, Coverage coverage, String value) {
  /** What was summed. New ones are added at the end: the position is stored. */
  public enum Coverage {
    /** The body. */
    FULL_OBJECT,
    /** The checksums of the parts. */
    COMPOSITE
  }
}
