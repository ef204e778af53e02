package io.cistern.s3.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class XmlReaderTest {
  private static final String TAGS =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<r xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><!-- c --><a x=\"1\">b &amp;"
          + " &#65;</a><a><![CDATA[<&]]></a></r>\n";

  @Test
  void elementsAndTheirTextAreRead() {
    XmlElement root = parse(TAGS);
    assertThat(root.children("a")).extracting(XmlElement::text).containsExactly("b & A", "<&");
    assertThat(root.children("a").getFirst().attributes())
        .containsExactly(new XmlElement.Attribute("x", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "text",
        "<r>",
        "<r/><r/>",
        "<s/>",
        "<r></s>",
        "<r>&unknown;</r>",
        "<r a=\"&unknown;\"/>",
        "<r>&#0;</r>",
        "<r>&#xFFFE;</r>",
        "<r>\u0001</r>",
        "<r a=\"1\" a=\"2\"/>",
        "<p:r/>",
        "<!DOCTYPE r><r/>",
        "<!DOCTYPE r [<!ENTITY e \"x\">]><r>&e;</r>",
        "<!DOCTYPE r [<!ENTITY % p \"<!ENTITY e 'x'>\">%p;]><r/>"
      })
  void whatIsNotTheDocumentIsMalformed(String document) {
    malformed(document.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatOnlyXmlOneDotOneCanHoldIsReadWhereItIsDeclared() {
    assertThat(parse("<?xml version=\"1.1\"?><r>&#1;</r>").text()).isEqualTo("\u0001");
  }

  @Test
  void noEntityReadsAFile(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    malformed(
        "<!DOCTYPE r [<!ENTITY e SYSTEM \"%s\">]><r>&e;</r>"
            .formatted(secret.toUri())
            .getBytes(StandardCharsets.UTF_8));
    malformed(
        "<!DOCTYPE r SYSTEM \"%s\"><r/>"
            .formatted(secret.toUri())
            .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(
            () ->
                parse(
                    "<r xmlns:i=\"http://www.w3.org/2001/XInclude\"><i:include href=\"%s\""
                        .formatted(secret.toUri())))
        .isInstanceOf(S3Exception.class);
    XmlElement include =
        parse(
            "<r xmlns:i=\"http://www.w3.org/2001/XInclude\"><i:include href=\"%s\"/></r>"
                .formatted(secret.toUri()));
    assertThat(include.child("include").orElseThrow().text()).isEmpty();
  }

  @Test
  void aBillionLaughsAreNotLaughed() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 12; i++) {
      bomb.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    long before = System.nanoTime();
    malformed(bomb.append("]><r>&l11;</r>").toString().getBytes(StandardCharsets.UTF_8));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void depthEndsAtSixteen() {
    assertThat(parse(nested(16)).name()).isEqualTo("r");
    malformed(nested(17).getBytes(StandardCharsets.UTF_8));
    malformed("<r>".repeat(300_000).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void manyAttributesAndLongNamesEndSomewhere() {
    StringBuilder attributes = new StringBuilder("<r");
    for (int i = 0; i < 50_000; i++) {
      attributes.append(" a").append(i).append("=\"\"");
    }
    malformed(attributes.append("/>").toString().getBytes(StandardCharsets.UTF_8));
    malformed(("<" + "r".repeat(1_000_000) + "/>").getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "IBM037"})
  void whatIsNotUtf8IsMalformed(String name) {
    malformed(("<r>x</r>").getBytes(Charset.forName(name)));
    malformed(
        ("<?xml version=\"1.0\" encoding=\"" + name + "\"?><r>x</r>")
            .getBytes(Charset.forName(name)));
  }

  @Test
  void aByteOrderMarkIsNoText() {
    assertThat(parse("\uFEFF<r>\u00e9</r>").text()).isEqualTo("\u00e9");
    malformed("<r>\u00e9</r>".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void nothingIsPrintedOfWhatIsMalformed() {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      malformed("<r>".getBytes(StandardCharsets.UTF_8));
      malformed(new byte[] {'<', 'r', '>', (byte) 0xff, '<', '/', 'r', '>'});
    } finally {
      System.setErr(before);
    }
    assertThat(printed.size()).isZero();
  }

  @Test
  void noDocumentBreaksTheReader() {
    byte[] valid = TAGS.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed =
          random.nextInt(4) == 0
              ? Arrays.copyOf(valid, random.nextInt(valid.length))
              : valid.clone();
      for (int flips = random.nextInt(4); flips >= 0 && changed.length > 0; flips--) {
        changed[random.nextInt(changed.length)] =
            random.nextBoolean() ? (byte) random.nextInt(256) : valid[random.nextInt(valid.length)];
      }
      try {
        assertThat(XmlReader.parse(changed, "r").name()).isEqualTo("r");
      } catch (S3Exception refused) {
        assertThat(refused.error()).isEqualTo(S3Error.MALFORMED_XML);
      }
    }
  }

  private static String nested(int depth) {
    return "<r>".repeat(depth) + "</r>".repeat(depth);
  }

  private static XmlElement parse(String document) {
    return XmlReader.parse(document.getBytes(StandardCharsets.UTF_8), "r");
  }

  private static void malformed(byte[] document) {
    assertThatThrownBy(() -> XmlReader.parse(document, "r"))
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> assertThat(refused.error()).isEqualTo(S3Error.MALFORMED_XML));
  }
}
