package io.cistern.s3.multipart;

import io.cistern.s3.api.Principal;
import io.cistern.s3.object.CopySource;
import io.cistern.s3.object.LongOperation;
import io.cistern.s3.object.ObjectUrls;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import java.util.List;

/** The operations on multipart uploads. */
public final class MultipartRoutes {
  private MultipartRoutes() {}

  /**
   * Their routes.
   *
   * @param owner of every object: the owner of its bucket
   */
  public static List<Route> routes(ObjectStore store, Principal owner, ObjectUrls urls) {
    return List.of(
        Route.object("POST", new CreateMultipartUpload(store)).parameter("uploads"),
        Route.object("PUT", new PutPart(store))
            .parameter(UploadParameters.PART_NUMBER)
            .parameter(UploadParameters.UPLOAD_ID),
        Route.object("PUT", LongOperation.of(new CopyPart(store)))
            .parameter(UploadParameters.PART_NUMBER)
            .parameter(UploadParameters.UPLOAD_ID)
            .header(CopySource.HEADER),
        Route.object("GET", new ListParts(store, owner)).parameter(UploadParameters.UPLOAD_ID),
        Route.object("POST", new CompleteMultipartUpload(store, urls))
            .parameter(UploadParameters.UPLOAD_ID),
        Route.object("DELETE", new AbortMultipartUpload(store))
            .parameter(UploadParameters.UPLOAD_ID),
        Route.bucket("GET", new ListMultipartUploads(store, owner)).parameter("uploads"));
  }
}
