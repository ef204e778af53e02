package io.cistern.s3.cors;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import io.cistern.s3.xml.XmlWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The CORS rules of a bucket, 1 to {@value #MAX_RULES}; of several that fit a request the first is
 * taken.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html">AWS:
 *     PutBucketCors</a>
 */
record CorsConfiguration(List<CorsRule> rules) {
  /** Its name among the documents of a bucket. */
  static final String DOCUMENT = "cors";

  private static final String ROOT = "CORSConfiguration";
  private static final int MAX_RULES = 100;
  private static final int MAX_ID = 255;
  private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "HEAD");
  private static final Set<String> ELEMENTS =
      Set.of(
          "ID", "AllowedOrigin", "AllowedMethod", "AllowedHeader", "ExposeHeader", "MaxAgeSeconds");
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Pattern ORIGIN = Pattern.compile("[!-~]+");

  CorsConfiguration {
    rules = List.copyOf(rules);
  }

  /** The rules of a bucket; empty where it has none. */
  static Optional<CorsConfiguration> of(BucketSettings settings) {
    return Optional.ofNullable(settings.documents().get(DOCUMENT))
        .map(document -> parse(Utf8.encode(document)));
  }

  /**
   * Reads and validates the body of a PutBucketCors.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_XML} or {@link S3Error#INVALID_REQUEST}
   */
  static CorsConfiguration parse(byte[] document) {
    XmlElement root = XmlReader.parse(document, ROOT);
    List<XmlElement> rules = root.children("CORSRule");
    if (rules.isEmpty() || rules.size() != root.children().size()) {
      throw new S3Exception(S3Error.MALFORMED_XML);
    }
    if (rules.size() > MAX_RULES) {
      throw invalid("The number of CORS rules should not exceed allowed limit of 100 rules.");
    }
    Set<String> ids = new HashSet<>();
    return new CorsConfiguration(
        rules.stream()
            .map(CorsConfiguration::rule)
            .peek(
                rule -> {
                  if (rule.id().isPresent() && !ids.add(rule.id().get())) {
                    throw invalid("Rule Id must be unique. Found same Id for more than one rule.");
                  }
                })
            .toList());
  }

  /** The document, as GetBucketCors gives it. */
  byte[] xml() {
    XmlWriter xml = new XmlWriter().root(ROOT);
    for (CorsRule rule : rules) {
      xml.open("CORSRule");
      rule.id().ifPresent(id -> xml.text("ID", id));
      rule.origins().forEach(origin -> xml.text("AllowedOrigin", origin));
      rule.methods().forEach(method -> xml.text("AllowedMethod", method));
      rule.headers().forEach(header -> xml.text("AllowedHeader", header));
      rule.exposed().forEach(header -> xml.text("ExposeHeader", header));
      rule.maxAgeSeconds().ifPresent(seconds -> xml.text("MaxAgeSeconds", seconds));
      xml.close("CORSRule");
    }
    return xml.close(ROOT).bytes();
  }

  private static CorsRule rule(XmlElement element) {
    if (!element.children().stream().map(XmlElement::name).allMatch(ELEMENTS::contains)) {
      throw new S3Exception(S3Error.MALFORMED_XML);
    }
    CorsRule rule =
        new CorsRule(
            element.childText("ID"),
            texts(element, "AllowedOrigin"),
            texts(element, "AllowedMethod"),
            texts(element, "AllowedHeader"),
            texts(element, "ExposeHeader"),
            maxAge(element));
    if (rule.origins().isEmpty() || rule.methods().isEmpty()) {
      throw new S3Exception(S3Error.MALFORMED_XML);
    }
    rule.id().filter(id -> id.length() > MAX_ID).ifPresent(CorsConfiguration::refuseId);
    rule.methods().forEach(CorsConfiguration::requireMethod);
    rule.origins().forEach(origin -> requirePattern("AllowedOrigin", origin, ORIGIN));
    rule.headers().forEach(header -> requirePattern("AllowedHeader", header, TOKEN));
    rule.exposed().forEach(CorsConfiguration::requireExposable);
    return rule;
  }

  private static List<String> texts(XmlElement element, String name) {
    return element.children(name).stream().map(child -> child.text().strip()).toList();
  }

  private static OptionalInt maxAge(XmlElement element) {
    Optional<String> text = element.childText("MaxAgeSeconds").map(String::strip);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!SECONDS.matcher(text.get()).matches()) {
      throw new S3Exception(S3Error.MALFORMED_XML);
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  private static void refuseId(String id) {
    throw invalid("Rule Id exceeds the limit of %d characters: %d.".formatted(MAX_ID, id.length()));
  }

  private static void requireMethod(String method) {
    if (!METHODS.contains(method)) {
      throw invalid(
          "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
    }
  }

  private static void requirePattern(String element, String pattern, Pattern legal) {
    if (!legal.matcher(pattern).matches()) {
      throw invalid("%s \"%s\" is not valid.".formatted(element, pattern));
    }
    if (pattern.indexOf('*') != pattern.lastIndexOf('*')) {
      throw invalid("%s \"%s\" can not have more than one wildcard.".formatted(element, pattern));
    }
  }

  private static void requireExposable(String header) {
    if (header.contains("*")) {
      throw invalid(
          ("ExposeHeader \"%s\" contains wildcard. We currently do not support wildcard for "
                  + "ExposeHeader.")
              .formatted(header));
    }
    if (!TOKEN.matcher(header).matches()) {
      throw invalid("ExposeHeader \"%s\" is not valid.".formatted(header));
    }
  }

  private static S3Exception invalid(String message) {
    return new S3Exception(S3Error.INVALID_REQUEST, message);
  }
}
