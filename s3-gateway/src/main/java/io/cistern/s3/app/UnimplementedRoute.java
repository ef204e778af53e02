package io.cistern.s3.app;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The end of the line: answers what no operation has taken with the S3 error NotImplemented. The
 * body of the request is not read.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error
 *     responses</a>
 */
@ApplicationScoped
public class UnimplementedRoute {
  private static final int NOT_IMPLEMENTED = 501;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  void register(@Observes Router router) {
    router.route().last().handler(UnimplementedRoute::answer);
  }

  private static void answer(RoutingContext exchange) {
    String requestId = HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
    var response =
        exchange
            .response()
            .setStatusCode(NOT_IMPLEMENTED)
            .putHeader("x-amz-request-id", requestId)
            .putHeader("Connection", "close");
    if (HttpMethod.HEAD.equals(exchange.request().method())) {
      response.end();
    } else {
      response
          .putHeader("Content-Type", "application/xml")
          .end(body(String.valueOf(exchange.request().path()), requestId));
    }
  }

  private static String body(String path, String requestId) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>NotImplemented</Code>\
        <Message>A header you provided implies functionality that is not implemented.</Message>\
        <Resource>%s</Resource><RequestId>%s</RequestId></Error>"""
        .formatted(escape(path), requestId);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        default -> escaped.append(c < ' ' || c >= 0xFFFE ? '?' : c);
      }
    }
    return escaped.toString();
  }
}
