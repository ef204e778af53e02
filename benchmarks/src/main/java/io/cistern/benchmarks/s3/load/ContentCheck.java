package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.s3.client.Connection;
import io.cistern.benchmarks.s3.client.Endpoint;
import io.cistern.benchmarks.s3.client.Request;
import io.cistern.benchmarks.s3.client.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Puts and gets one object of each size and compares their bytes, for in the measured part only
 * lengths are looked at.
 */
final class ContentCheck {
  private ContentCheck() {}

  static void of(Endpoint endpoint, Requests requests, List<Integer> sizes) {
    try (Connection connection = new Connection(endpoint)) {
      for (int size : sizes) {
        Request put = requests.put("check/" + size, size, size);
        connection.exchange(put);
        CRC32C sent = new CRC32C();
        sent.update(put.body());
        CRC32C got = new CRC32C();
        connection.exchange(requests.get("check/" + size, size), got::update);
        if (sent.getValue() != got.getValue()) {
          throw new IllegalStateException(endpoint + " gave other bytes than it got: " + size);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
