package io.cistern.s3.testing;

import io.cistern.s3.api.Operation;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.error.ErrorDocument;
import io.cistern.s3.error.Failures;
import io.cistern.s3.store.StoreError;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client would see of an operation's response, error documents included.
 *
 * @param headers as the operation gave them
 */
public record Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) {
  /** Runs {@code operation} and takes its response, or its error, as the dispatcher would. */
  public static Answer of(Operation operation, Requests request) {
    return of(operation, request.build());
  }

  /** As {@link #of(Operation, Requests)}, of a request that is built already. */
  public static Answer of(Operation operation, S3Request built) {
    try {
      return read(operation.handle(built));
    } catch (S3Exception | StoreError failed) {
      return read(ErrorDocument.render(Failures.toS3(failed, built.head()), built.head()));
    }
  }

  private static Answer read(S3Response response) {
    byte[] bytes =
        switch (response.body()) {
          case ResponseBody.Empty _ -> new byte[0];
          case ResponseBody.Whole whole -> whole.bytes();
          case ResponseBody.Streamed streamed -> drain(streamed);
          case ResponseBody.Counted counted -> counted.bytes();
          case ResponseBody.Late _ -> throw new AssertionError("not there yet");
        };
    return new Answer(response.status(), response.headers(), bytes);
  }

  private static byte[] drain(ResponseBody.Streamed streamed) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(10_000);
    try (ResponseBody.Source source = streamed.source()) {
      while (source.read(buffer) > 0) {
        all.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
    if (all.size() != streamed.length()) {
      throw new AssertionError(
          "%d bytes were said and %d given".formatted(streamed.length(), all.size()));
    }
    return all.toByteArray();
  }

  /** The value of a header, empty if it is absent. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The text of the first element of this name in the body; empty if there is none. */
  public String element(String name) {
    String text = text();
    int start = text.indexOf("<" + name + ">");
    int end = text.indexOf("</" + name + ">");
    return start < 0 || end < 0 ? "" : text.substring(start + name.length() + 2, end);
  }

  /** The code of an error document; empty if it is none. */
  public String code() {
    return element("Code");
  }
}
