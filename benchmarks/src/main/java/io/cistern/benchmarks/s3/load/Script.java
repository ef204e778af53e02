package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.s3.client.Request;
import java.util.List;

/**
 * What each client sends, one after the other.
 *
 * @param clients the requests of each
 * @param again whether a client that has sent all begins anew; otherwise it ends
 */
public record Script(List<List<Request>> clients, boolean again) {
  public Script {
    if (clients.isEmpty() || clients.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("every client has something to send");
    }
  }
}
