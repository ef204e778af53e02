package io.cistern.s3.cors;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.route.Route.Level;
import io.cistern.s3.route.Router;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.TestStore;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsTest extends TestStore {
  private static final String RULE =
      "<CORSRule><AllowedOrigin>https://*.example.org</AllowedOrigin><AllowedMethod>PUT"
          + "</AllowedMethod><AllowedHeader>X-Amz-*</AllowedHeader><ExposeHeader>ETag"
          + "</ExposeHeader><MaxAgeSeconds>600</MaxAgeSeconds></CORSRule>";

  @Test
  void aPreflightIsAnsweredByTheFirstRuleThatFits() {
    assertThat(preflight("https://a.example.org", "PUT", "x").code()).isEqualTo("AccessForbidden");
    assertThat(put(RULE).status()).isEqualTo(200);
    Answer answer = preflight("https://a.example.org", "PUT", "x-amz-date, X-Amz-Acl");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .contains(
            Map.entry("Access-Control-Allow-Origin", "https://a.example.org"),
            Map.entry("Access-Control-Allow-Credentials", "true"),
            Map.entry("Access-Control-Allow-Methods", "PUT"),
            Map.entry("Access-Control-Allow-Headers", "x-amz-date, x-amz-acl"),
            Map.entry("Access-Control-Expose-Headers", "ETag"),
            Map.entry("Access-Control-Max-Age", "600"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org, PUT, x-amz-date",
    "https://a.example.org.evil, PUT, x-amz-date",
    "https://a.example.org, GET, x-amz-date",
    "https://a.example.org, PUT, 'x-amz-date, authorization'"
  })
  void whatNoRuleAllowsIsForbidden(String origin, String method, String headers) {
    put(RULE);
    Answer answer = preflight(origin, method, headers);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("AccessForbidden");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aPreflightOfAnUploadOfAPartIsRoutedToo() {
    Requests request =
        Requests.toObject("OPTIONS", "bucket", "k")
            .parameter("uploadId", "1")
            .parameter("partNumber", "1");
    assertThat(route(Level.OBJECT, request).code()).isEqualTo("BadRequest");
  }

  @Test
  void theAnswerToARequestSaysWhichPageMayReadIt() {
    put(RULE.replace("https://*.example.org", "*"));
    var settings = store.buckets().get(BUCKET).settings();
    assertThat(CorsHeaders.of(settings, "PUT", Optional.of("http://anyone")))
        .contains(Map.entry("Access-Control-Allow-Origin", "*"))
        .noneMatch(header -> header.getKey().equals("Access-Control-Allow-Credentials"));
    assertThat(CorsHeaders.of(settings, "GET", Optional.of("http://anyone")))
        .extracting(Map.Entry::getKey)
        .containsExactly("Vary");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT</AllowedMethod>, PATCH</AllowedMethod>, InvalidRequest",
    "https://*.example.org, https://*.*.org, InvalidRequest",
    "ETag, *, InvalidRequest",
    "600, many, MalformedXML",
    "AllowedOrigin, Origin, MalformedXML"
  })
  void aRuleThatMakesNoSenseIsNotKept(String from, String to, String code) {
    assertThat(put(RULE.replace(from, to)).code()).isEqualTo(code);
    assertThat(store.buckets().get(BUCKET).settings().documents()).isEmpty();
  }

  @Test
  void thereAreAHundredRulesAtMost() {
    assertThat(put(RULE.repeat(100)).status()).isEqualTo(200);
    assertThat(put(RULE.repeat(101)).code()).isEqualTo("InvalidRequest");
    assertThat(put("").code()).isEqualTo("MalformedXML");
  }

  private Answer put(String rules) {
    return route(
        Level.BUCKET,
        Requests.toBucket("PUT", "bucket")
            .parameter("cors")
            .body("<CORSConfiguration>" + rules + "</CORSConfiguration>"));
  }

  private Answer preflight(String origin, String method, String headers) {
    return route(
        Level.OBJECT,
        Requests.toObject("OPTIONS", "bucket", "key")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", headers));
  }

  private Answer route(Level level, Requests request) {
    return Answer.of(
        new Router(CorsRoutes.routes(store.buckets())).route(level, request.build().head()),
        request);
  }
}
