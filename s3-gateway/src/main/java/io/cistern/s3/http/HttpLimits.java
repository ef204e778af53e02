package io.cistern.s3.http;

import java.time.Duration;

/**
 * What one client may cost. Sizes are bytes.
 *
 * <p>Memory: a request in flight holds at most {@link #BODY_BYTES} of its body and two buffers of
 * {@link BufferPool#BYTES} of its answer, so all of them {@code maxInFlight} times that, besides
 * what the store says of itself; a connection at rest holds its head.
 *
 * @param maxRequestLine of method, path and query
 * @param maxHead of all header fields
 * @param maxConnections those above are closed at once
 * @param maxInFlight requests above are answered SlowDown
 * @param idle how long a connection may stay without a whole head, before its first request or
 *     after its last
 * @param grace how long a client may keep the gateway waiting in all before its pace counts
 * @param minBytesPerSecond the least pace of a body, either way, while the gateway waits for it
 */
public record HttpLimits(
    int maxRequestLine,
    int maxHead,
    int maxConnections,
    int maxInFlight,
    Duration idle,
    Duration grace,
    long minBytesPerSecond) {
  /** Pieces of a body that are on their way to who reads it, or wait in the connection. */
  static final int PIECES = 4;

  /** The largest piece. */
  static final int PIECE_BYTES = 16 << 10;

  /** What is held of a body at most: the pieces asked for and those the connection queues. */
  public static final int BODY_BYTES = (PIECES + 12) * PIECE_BYTES;

  public HttpLimits {
    if (maxRequestLine < 1 || maxHead < 1 || maxConnections < 1 || maxInFlight < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
    if (!idle.isPositive() || !grace.isPositive() || minBytesPerSecond < 0) {
      throw new IllegalArgumentException("times are positive, and a pace is not negative");
    }
  }

  /** How long a client that moves {@code bytes} may keep the gateway waiting in all. */
  Duration patience(long bytes) {
    return minBytesPerSecond == 0
        ? grace
        : grace.plusMillis(Math.min(bytes / minBytesPerSecond, 1_000_000_000L) * 1_000L);
  }
}
