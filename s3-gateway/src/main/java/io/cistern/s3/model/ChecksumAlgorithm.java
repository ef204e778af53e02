package io.cistern.s3.model;

/**
 * The additional checksums of an object. New ones are added at the end: the position is stored.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">AWS:
 *     checking object integrity</a>
 */
public enum ChecksumAlgorithm {
  CRC32,
  CRC32C,
  CRC64NVME,
  SHA1,
  SHA256
}
