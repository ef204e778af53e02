package io.cistern.s3.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.Utf8;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlWriterTest {
  @ParameterizedTest
  @CsvSource({
    "2009-10-12T17:50:30.123Z, 2009-10-12T17:50:30.123Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00.000Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999Z",
    "2026-12-31T23:59:59.001Z, 2026-12-31T23:59:59.001Z"
  })
  void aTimeIsWrittenInUtcToTheMillisecond(Instant time, String written) {
    assertThat(document(new XmlWriter().time("T", time))).endsWith("<T>" + written + "</T>");
  }

  @Test
  void textIsEscapedAndWhatXmlCannotHoldIsAReference() {
    assertThat(document(new XmlWriter().text("T", "plain \u00e9 \uD83D\uDE00")))
        .endsWith("<T>plain \u00e9 \uD83D\uDE00</T>");
    assertThat(document(new XmlWriter().text("T", "a&b<c>d\"e")))
        .endsWith("<T>a&amp;b&lt;c&gt;d&quot;e</T>");
    assertThat(document(new XmlWriter().text("T", "a\u0001b\rc\uFFFE\t")))
        .endsWith("<T>a&#x1;b&#xd;c&#xfffe;\t</T>");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE})
  void numbersAreDecimal(long number) {
    assertThat(document(new XmlWriter().text("N", number))).endsWith("<N>" + number + "</N>");
  }

  private static String document(XmlWriter xml) {
    return Utf8.decode(xml.bytes());
  }
}
