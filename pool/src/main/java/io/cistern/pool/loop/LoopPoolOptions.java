package io.cistern.pool.loop;

import io.cistern.pool.model.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a loop pool is made and run.
 *
 * @param reservePercent kept back from volumes, of the total; recorded when the pool is made
 * @param reserveLeast kept back at least; recorded when the pool is made
 * @param imagePath where the image goes if the directory's filesystem has no reflinks; empty for
 *     {@code <directory>.img}
 * @param imageSize its size, sparse; empty for four fifths of the space that is free there
 * @param freezeLimit how long filesystems may stay frozen for a snapshot; it fails after that
 */
public record LoopPoolOptions(
    int reservePercent,
    ByteSize reserveLeast,
    Optional<Path> imagePath,
    Optional<ByteSize> imageSize,
    Duration freezeLimit) {
  public static final LoopPoolOptions DEFAULT =
      new LoopPoolOptions(
          5, ByteSize.ofMiB(64), Optional.empty(), Optional.empty(), Duration.ofSeconds(10));

  public LoopPoolOptions {
    if (reservePercent < 0 || reservePercent > 90) {
      throw new IllegalArgumentException("the reserve is 0 to 90 percent");
    }
    if (!freezeLimit.isPositive()) {
      throw new IllegalArgumentException("the freeze limit is above 0");
    }
  }

  /** These options with an image of this size, where one is needed. */
  public LoopPoolOptions withImageSize(ByteSize size) {
    return new LoopPoolOptions(
        reservePercent, reserveLeast, imagePath, Optional.of(size), freezeLimit);
  }

  /** These options with the image at this path, where one is needed. */
  public LoopPoolOptions withImagePath(Path path) {
    return new LoopPoolOptions(
        reservePercent, reserveLeast, Optional.of(path), imageSize, freezeLimit);
  }

  /** These options with this bound for a freeze. */
  public LoopPoolOptions withFreezeLimit(Duration limit) {
    return new LoopPoolOptions(reservePercent, reserveLeast, imagePath, imageSize, limit);
  }
}
