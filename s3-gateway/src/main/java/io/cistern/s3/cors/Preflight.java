package io.cistern.s3.cors;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.route.SubResources;
import io.cistern.s3.store.Buckets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Answers a browser that asks whether a page may send a request. Browsers do not sign the question,
 * so nobody needs to be allowed it; it tells what the rules of the bucket say, and changes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html">AWS:
 *     OPTIONS object</a>
 */
final class Preflight implements Operation {
  private static final String NO_RULE =
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of"
          + " Origin, request method / Access-Control-Request-Method or"
          + " Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

  private final Buckets buckets;

  Preflight(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return "OptionsObject";
  }

  /** It asks about a request, whatever that one does. */
  @Override
  public Set<String> parameters() {
    return SubResources.names();
  }

  @Override
  public boolean isUnsigned() {
    return true;
  }

  @Override
  public List<Access> accesses(S3Request request) {
    return List.of();
  }

  @Override
  public S3Response handle(S3Request request) {
    String origin =
        request
            .header("Origin")
            .orElseThrow(
                () ->
                    new S3Exception(
                        S3Error.BAD_REQUEST,
                        "Insufficient information. Origin request header needed."));
    String method =
        request
            .header("Access-Control-Request-Method")
            .orElseThrow(
                () ->
                    new S3Exception(
                        S3Error.BAD_REQUEST, "Invalid Access-Control-Request-Method: null"));
    List<String> headers =
        request.headers().all("Access-Control-Request-Headers").stream()
            .flatMap(list -> Arrays.stream(list.split(",", -1)))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList();
    CorsConfiguration configuration =
        CorsConfiguration.of(buckets.get(request.bucket()).settings())
            .orElseThrow(
                () ->
                    forbidden(
                        "CORSResponse: CORS is not enabled for this bucket.", method, request));
    CorsRule rule =
        configuration.rules().stream()
            .filter(each -> each.allows(origin, method) && each.allowsHeaders(headers))
            .findFirst()
            .orElseThrow(() -> forbidden(NO_RULE, method, request));
    S3Response response = S3Response.ok();
    for (Map.Entry<String, String> header : CorsHeaders.granted(rule, origin)) {
      response = response.with(header.getKey(), header.getValue());
    }
    return headers.isEmpty()
        ? response
        : response.with("Access-Control-Allow-Headers", String.join(", ", headers));
  }

  private static S3Exception forbidden(String message, String method, S3Request request) {
    return new S3Exception(S3Error.ACCESS_FORBIDDEN, message)
        .withDetail("Method", method)
        .withDetail("ResourceType", request.objectKey().isPresent() ? "OBJECT" : "BUCKET");
  }
}
