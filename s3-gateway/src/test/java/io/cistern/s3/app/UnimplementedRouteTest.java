package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What the gateway answers while it serves no operation. */
@QuarkusTest
class UnimplementedRouteTest {
  @TestHTTPResource URI endpoint;

  @TestHTTPResource(value = "/health/ready", management = true)
  URI ready;

  @Test
  void everyRequestIsAnsweredByACompleteS3Error() throws Exception {
    HttpResponse<String> put =
        send(HttpRequest.newBuilder(endpoint.resolve("/bucket/a%26b%3C")), "PUT");
    assertThat(put.statusCode()).isEqualTo(501);
    assertThat(put.headers().firstValue("Content-Type")).hasValue("application/xml");
    assertThat(put.body())
        .contains(
            "<Code>NotImplemented</Code>", "<Message>", "<Resource>/bucket/a%26b%3C</Resource>")
        .contains("<RequestId>" + put.headers().firstValue("x-amz-request-id").orElseThrow());
  }

  @Test
  void aHeadHasNoBody() throws Exception {
    HttpResponse<String> head = send(HttpRequest.newBuilder(endpoint.resolve("/bucket")), "HEAD");
    assertThat(head.statusCode()).isEqualTo(501);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void healthIsServedApartFromTheBuckets() throws Exception {
    assertThat(send(HttpRequest.newBuilder(ready), "GET").statusCode()).isEqualTo(200);
    assertThat(
            send(HttpRequest.newBuilder(endpoint.resolve("/q/health/ready")), "GET").statusCode())
        .isEqualTo(501);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String method)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(
          request.method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }
  }
}
