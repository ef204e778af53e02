package io.cistern.pool.loop.image;

import java.nio.file.Path;

/**
 * {@code pool-image.json}: says that an image belongs on the directory it is in.
 *
 * @param format version of the record
 * @param image the absolute path of the image
 */
public record ImageMarker(int format, String image) {
  public static final int FORMAT = 1;

  public ImageMarker {
    if (format != FORMAT) {
      throw new IllegalArgumentException("format " + format + " is unknown");
    }
    if (!Path.of(image).isAbsolute()) {
      throw new IllegalArgumentException("the image has an absolute path");
    }
  }

  /** The image. */
  public Path path() {
    return Path.of(image);
  }
}
