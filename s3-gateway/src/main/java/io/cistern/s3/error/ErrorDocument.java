package io.cistern.s3.error;

import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.xml.XmlWriter;
import java.util.Map;

/**
 * The answer to a request that failed: every one has Code, Message, Resource, RequestId and HostId.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error
 *     responses</a>
 */
public final class ErrorDocument {
  private ErrorDocument() {}

  public static S3Response render(S3Exception failure, RequestHead head) {
    S3Response response = S3Response.of(failure.error().status());
    for (Map.Entry<String, String> header : failure.headers()) {
      response = response.with(header.getKey(), header.getValue());
    }
    if (response.status() == 304) {
      return response;
    }
    XmlWriter xml =
        new XmlWriter()
            .open("Error")
            .text("Code", failure.error().code())
            .readable("Message", failure.message());
    failure.details().forEach(detail -> xml.readable(detail.getKey(), detail.getValue()));
    xml.readable("Resource", head.rawPath())
        .text("RequestId", head.requestId())
        .text("HostId", head.requestId())
        .close("Error");
    return response
        .with("Content-Type", "application/xml")
        .withBody(new ResponseBody.Whole(xml.bytes()));
  }
}
