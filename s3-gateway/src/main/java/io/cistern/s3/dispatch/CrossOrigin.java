package io.cistern.s3.dispatch;

import io.cistern.s3.api.RequestHead;
import io.cistern.s3.model.BucketName;
import java.util.List;
import java.util.Map;

/** What a browser is told beside an answer, of a bucket that may not exist. */
@FunctionalInterface
public interface CrossOrigin {
  /** The headers to add, often none. */
  List<Map.Entry<String, String>> headers(BucketName bucket, RequestHead head);
}
