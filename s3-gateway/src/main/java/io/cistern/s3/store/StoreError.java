package io.cistern.s3.store;

import io.cistern.s3.model.DeleteMarker;

/**
 * Everything the store can refuse or fail with. Nothing was changed by a call that threw, except
 * that after {@link Io} a commit under way may or may not have happened, as after any lost answer.
 */
public abstract sealed class StoreError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private StoreError(String message) {
    super(message);
  }

  private StoreError(String message, Throwable cause) {
    super(message, cause);
  }

  /** There is no such bucket. */
  public static final class NoSuchBucket extends StoreError {
    private static final long serialVersionUID = 1;

    public NoSuchBucket(String message) {
      super(message);
    }
  }

  /** The bucket is there already. */
  public static final class BucketExists extends StoreError {
    private static final long serialVersionUID = 1;

    public BucketExists(String message) {
      super(message);
    }
  }

  /** The bucket holds objects, versions or delete markers. */
  public static final class BucketNotEmpty extends StoreError {
    private static final long serialVersionUID = 1;

    public BucketNotEmpty(String message) {
      super(message);
    }
  }

  /** There is no such user. */
  public static final class NoSuchUser extends StoreError {
    private static final long serialVersionUID = 1;

    public NoSuchUser(String message) {
      super(message);
    }
  }

  /** The user is there already. */
  public static final class UserExists extends StoreError {
    private static final long serialVersionUID = 1;

    public UserExists(String message) {
      super(message);
    }
  }

  /** The key has no version. */
  public static final class NoSuchKey extends StoreError {
    private static final long serialVersionUID = 1;

    public NoSuchKey(String message) {
      super(message);
    }
  }

  /** The key has no such version. */
  public static final class NoSuchVersion extends StoreError {
    private static final long serialVersionUID = 1;

    public NoSuchVersion(String message) {
      super(message);
    }
  }

  /** The version asked for, or the latest where none was, is a delete marker. */
  public static final class Deleted extends StoreError {
    private static final long serialVersionUID = 1;
    private final transient DeleteMarker marker;

    public Deleted(String message, DeleteMarker marker) {
      super(message);
      this.marker = marker;
    }

    public DeleteMarker marker() {
      return marker;
    }
  }

  /** A condition did not hold when the commit was decided. */
  public static final class PreconditionFailed extends StoreError {
    private static final long serialVersionUID = 1;

    public PreconditionFailed(String message) {
      super(message);
    }
  }

  /** The upload was never made, was aborted, or was completed with other parts. */
  public static final class NoSuchUpload extends StoreError {
    private static final long serialVersionUID = 1;

    public NoSuchUpload(String message) {
      super(message);
    }
  }

  /** A part that Complete lists is not there, or has another tag. */
  public static final class InvalidPart extends StoreError {
    private static final long serialVersionUID = 1;

    public InvalidPart(String message) {
      super(message);
    }
  }

  /** Complete lists its parts out of order. */
  public static final class InvalidPartOrder extends StoreError {
    private static final long serialVersionUID = 1;

    public InvalidPartOrder(String message) {
      super(message);
    }
  }

  /** A part that is not the last is smaller than parts may be. */
  public static final class PartTooSmall extends StoreError {
    private static final long serialVersionUID = 1;

    public PartTooSmall(String message) {
      super(message);
    }
  }

  /** Larger than an object or a body may be. */
  public static final class TooLarge extends StoreError {
    private static final long serialVersionUID = 1;

    public TooLarge(String message) {
      super(message);
    }
  }

  /** The bucket may not hold so much; deletes still work. */
  public static final class QuotaExceeded extends StoreError {
    private static final long serialVersionUID = 1;

    public QuotaExceeded(String message) {
      super(message);
    }
  }

  /** The disk has not the space; deletes still work. */
  public static final class OutOfSpace extends StoreError {
    private static final long serialVersionUID = 1;

    public OutOfSpace(String message) {
      super(message);
    }

    public OutOfSpace(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Bytes on the disk are not those that were written. */
  public static final class Corrupt extends StoreError {
    private static final long serialVersionUID = 1;

    public Corrupt(String message) {
      super(message);
    }

    public Corrupt(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The disk failed. */
  public static final class Io extends StoreError {
    private static final long serialVersionUID = 1;

    public Io(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The store is closing, or stopped after a failure; another attempt may find it open. */
  public static final class Unavailable extends StoreError {
    private static final long serialVersionUID = 1;

    public Unavailable(String message) {
      super(message);
    }
  }
}
