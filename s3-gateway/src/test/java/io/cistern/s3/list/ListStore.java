package io.cistern.s3.list;

import io.cistern.s3.api.Operation;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.Stored;
import io.cistern.s3.testing.TestStore;
import java.util.List;

/** A store to list, for a test class to extend. */
abstract class ListStore extends TestStore {
  void put(String... keys) {
    Stored.putAll(store, BUCKET, List.of(keys));
  }

  /** A page; parameters are names and values by turns. */
  Listing v1(String... parameters) {
    return Listing.of(
        answer(new ListObjects(store, Requests.ROOT), parameters), "ListBucketResult");
  }

  Listing v2(String... parameters) {
    return Listing.of(
        answer(new ListObjectsV2(store, Requests.ROOT), parameters), "ListBucketResult");
  }

  Listing versions(String... parameters) {
    return Listing.of(
        answer(new ListObjectVersions(store, Requests.ROOT), parameters), "ListVersionsResult");
  }

  static Answer answer(Operation operation, String... parameters) {
    Requests request = Requests.toBucket("GET", BUCKET.value());
    for (int i = 0; i < parameters.length; i += 2) {
      request.parameter(parameters[i], parameters[i + 1]);
    }
    return Answer.of(operation, request);
  }
}
