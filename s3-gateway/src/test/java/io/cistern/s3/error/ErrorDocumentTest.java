package io.cistern.s3.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorDocumentTest {
  private static final RequestHead HEAD =
      new RequestHead(
          "REQUEST", "GET", "/b/k%00", "", Headers.EMPTY, QueryParameters.EMPTY, false, "::1");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_MODIFIED")
  void everyErrorIsComplete(S3Error error) {
    XmlElement document = parse(new S3Exception(error));
    assertThat(document.childText("Code")).hasValue(error.code());
    assertThat(document.childText("Message")).hasValue(error.message());
    assertThat(document.childText("Resource")).hasValue("/b/k%00");
    assertThat(document.childText("RequestId")).hasValue("REQUEST");
    assertThat(document.child("HostId")).isPresent();
    assertThat(error.status()).isBetween(400, 507);
  }

  @Test
  void notModifiedHasNoDocument() {
    assertThat(ErrorDocument.render(new S3Exception(S3Error.NOT_MODIFIED), HEAD).body())
        .isEqualTo(ResponseBody.EMPTY);
  }

  @Test
  void everyCharacterAClientSendsIsAnsweredReadably() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x10000; c++) {
      all.append((char) c).append('-');
    }
    all.append("\uD83D\uDE00");
    XmlElement document =
        parse(
            new S3Exception(S3Error.INVALID_ARGUMENT, "a\u0001b")
                .withDetail("ArgumentValue", all.toString()));
    assertThat(document.childText("Message")).hasValue("a\uFFFDb");
    assertThat(document.childText("ArgumentValue").orElseThrow())
        .startsWith("\uFFFD-\uFFFD-")
        .contains("\t-\n-", "\r-", "<-", "&-", "\uD7FF-\uFFFD-", "\uE000-", "\uFFFD-\uFFFD-\uFFFD-")
        .endsWith("\uD83D\uDE00");
  }

  private static XmlElement parse(S3Exception failure) {
    S3Response response = ErrorDocument.render(failure, HEAD);
    assertThat(response.status()).isEqualTo(failure.error().status());
    return XmlReader.parse(((ResponseBody.Whole) response.body()).bytes(), "Error");
  }
}
