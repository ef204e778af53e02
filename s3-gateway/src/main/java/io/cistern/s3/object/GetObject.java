package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.ObjectStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * An object, or a range or part of it. What is sent is the version that was there when the answer
 * began, whatever is written meanwhile.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">AWS:
 *     GetObject</a>
 */
final class GetObject implements Operation {
  private final ObjectStore store;

  GetObject(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "GetObject";
  }

  @Override
  public Set<String> parameters() {
    return Reading.PARAMETERS;
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return Reading.accesses(request);
  }

  @Override
  public S3Response handle(S3Request request) {
    Reading reading = new Reading(store, request);
    return reading.lookup().onOpen(reader -> answer(reading, reader));
  }

  private static S3Response answer(Reading reading, ObjectReader reader) {
    Reading.Selection selection = reading.select(reader.object());
    reader.select(selection.span().offset(), selection.span().length());
    return selection
        .response()
        .withBody(new ResponseBody.Streamed(new Sent(reader), selection.span().length()));
  }

  /** The bytes a reader gives. */
  private record Sent(ObjectReader reader) implements ResponseBody.Source {
    @Override
    public int read(ByteBuffer target) {
      return reader.read(target);
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
