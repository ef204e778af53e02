package io.cistern.pool.loop.image;

import java.nio.file.Path;

/**
 * {@code pool-image.json}: says that an image belongs on the directory it is in.
 *
 * @param format version of the record
 * @param image the absolute path of the image
 * @param complete whether the image was finished: a missing one is lost then, and not made anew
 */
public record ImageMarker(int format, String image, boolean complete) {
  public static final int FORMAT = 1;

  public ImageMarker {
    if (format != FORMAT) {
      throw new IllegalArgumentException("format " + format + " is unknown");
    }
    if (!Path.of(image).isAbsolute()) {
      throw new IllegalArgumentException("the image has an absolute path");
    }
  }

  static ImageMarker of(Path image, boolean complete) {
    return new ImageMarker(FORMAT, image.toString(), complete);
  }

  /** The image. */
  public Path path() {
    return Path.of(image);
  }
}
