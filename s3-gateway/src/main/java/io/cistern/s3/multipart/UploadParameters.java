package io.cistern.s3.multipart;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;

/** The query parameters that name an upload and a part of it. */
final class UploadParameters {
  static final String UPLOAD_ID = "uploadId";
  static final String PART_NUMBER = "partNumber";

  private UploadParameters() {}

  static UploadId uploadId(S3Request request) {
    return new UploadId(request.parameter(UPLOAD_ID).orElse(""));
  }

  /**
   * The number of the part.
   *
   * @throws S3Exception {@link S3Error#TOO_MANY_PARTS} if it is not 1 to 10,000
   */
  static int partNumber(S3Request request) {
    String text = request.parameter(PART_NUMBER).orElse("");
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw invalid(text);
    }
    if (number < 1 || number > UploadPart.MAX_NUMBER) {
      throw invalid(text);
    }
    return number;
  }

  private static S3Exception invalid(String text) {
    return new S3Exception(S3Error.TOO_MANY_PARTS)
        .withDetail("ArgumentName", PART_NUMBER)
        .withDetail("ArgumentValue", text);
  }
}
