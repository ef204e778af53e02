package io.cistern.s3.store.record;

/** Something that was deleted from the metadata and still has to be taken apart. */
public sealed interface Trash {
  /** The file of this extent. */
  record File(long extent) implements Trash {}

  /**
   * The manifest of this id and what it refers to.
   *
   * @param done parts already taken apart
   */
  record ManifestOf(long manifest, int done) implements Trash {}

  /**
   * The parts of this upload.
   *
   * @param bucket whose account has those that do not live on
   * @param manifest what the upload was completed to, whose parts live on; 0 if it was aborted
   */
  record PartsOf(long bucket, long upload, long manifest) implements Trash {}
}
