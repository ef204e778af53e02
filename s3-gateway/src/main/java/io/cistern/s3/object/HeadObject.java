package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.store.ObjectStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Everything about an object but its bytes, which are only counted.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html">AWS:
 *     HeadObject</a>
 */
final class HeadObject implements Operation {
  private final ObjectStore store;

  HeadObject(ObjectStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "HeadObject";
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
    Reading.Selection selection = reading.lookup().onCurrent(reading::select);
    return selection
        .response()
        .withBody(new ResponseBody.Streamed(new NotSent(), selection.span().length()));
  }

  /** A body that a HEAD tells the length of and nobody reads. */
  private record NotSent() implements ResponseBody.Source {
    @Override
    public int read(ByteBuffer target) {
      throw new IllegalStateException("a HEAD has no body");
    }

    @Override
    public void close() {}
  }
}
