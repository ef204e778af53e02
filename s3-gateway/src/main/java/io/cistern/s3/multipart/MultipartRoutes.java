package io.cistern.s3.multipart;

import io.cistern.s3.api.Principal;
import io.cistern.s3.object.CopySource;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The operations on multipart uploads. */
public final class MultipartRoutes {
  private MultipartRoutes() {}

  /**
   * Their routes.
   *
   * @param owner of every object: the owner of its bucket
   * @param external how clients reach the gateway where that is not how requests come in
   */
  public static List<Route> routes(ObjectStore store, Principal owner, Optional<URI> external) {
    return List.of(
        Route.object("POST", new CreateMultipartUpload(store)).parameter("uploads"),
        Route.object("PUT", new PutPart(store))
            .parameter(UploadParameters.PART_NUMBER)
            .parameter(UploadParameters.UPLOAD_ID),
        Route.object("PUT", new CopyPart(store))
            .parameter(UploadParameters.PART_NUMBER)
            .parameter(UploadParameters.UPLOAD_ID)
            .header(CopySource.HEADER),
        Route.object("GET", new ListParts(store, owner)).parameter(UploadParameters.UPLOAD_ID),
        Route.object("POST", new CompleteMultipartUpload(store, external))
            .parameter(UploadParameters.UPLOAD_ID),
        Route.object("DELETE", new AbortMultipartUpload(store))
            .parameter(UploadParameters.UPLOAD_ID),
        Route.bucket("GET", new ListMultipartUploads(store, owner)).parameter("uploads"));
  }
}
