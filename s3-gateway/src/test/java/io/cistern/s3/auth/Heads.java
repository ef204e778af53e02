package io.cistern.s3.auth;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Heads of requests, and the credentials, region and day of AWS's examples. */
public final class Heads {
  public static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
  public static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  public static final String SCOPE = "20130524/us-east-1/s3/aws4_request";
  public static final Instant DAY = Instant.parse("2013-05-24T00:00:00Z");

  private Heads() {}

  /** A head; headers are name and value in turn. */
  public static RequestHead head(String method, String target, String... headers) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (int i = 0; i < headers.length; i += 2) {
      entries.add(Map.entry(headers[i], headers[i + 1]));
    }
    return head(method, target, entries);
  }

  public static RequestHead head(
      String method, String target, List<Map.Entry<String, String>> headers) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    return new RequestHead(
        "id",
        method,
        path,
        query,
        Headers.of(headers),
        QueryParameters.parse(query),
        false,
        "127.0.0.1");
  }

  /** The value of an Authorization header. */
  public static String authorization(String signedHeaders, String signature) {
    return "AWS4-HMAC-SHA256 Credential=%s/%s,SignedHeaders=%s,Signature=%s"
        .formatted(ACCESS_KEY, SCOPE, signedHeaders, signature);
  }

  public static Authenticator at(Instant now) {
    return new Authenticator(
        new RootCredentials(ACCESS_KEY, SECRET),
        "us-east-1",
        new SigningHosts(Optional.empty(), List.of()),
        Clock.fixed(now, ZoneOffset.UTC));
  }
}
