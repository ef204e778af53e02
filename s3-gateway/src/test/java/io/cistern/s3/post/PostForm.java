package io.cistern.s3.post;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.auth.BodySigning;
import io.cistern.s3.body.Payloads;
import io.cistern.s3.model.BucketName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A form as a browser posts it, with the policy its page was given. */
final class PostForm {
  static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  static final String DATE = "20151229T000000Z";
  static final String CREDENTIAL = ACCESS_KEY + "/20151229/us-east-1/s3/aws4_request";
  private static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

  private final Map<String, String> fields = new LinkedHashMap<>();
  private final List<String> conditions = new ArrayList<>();
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private String expiration = "2015-12-30T12:00:00.000Z";
  private String bucket = "bucket";
  private byte[] file = "content".getBytes(StandardCharsets.UTF_8);
  private Optional<byte[]> whole = Optional.empty();
  private String fileName = "photo.jpg";

  /** A form whose policy covers its credential, its bucket and its key. */
  static PostForm to(String key) {
    return new PostForm()
        .condition("{\"bucket\": \"bucket\"}")
        .covered("key", key)
        .covered("x-amz-algorithm", "AWS4-HMAC-SHA256")
        .covered("x-amz-credential", CREDENTIAL)
        .covered("x-amz-date", DATE);
  }

  /** A field that no condition covers. */
  PostForm field(String name, String value) {
    fields.put(name, value);
    return this;
  }

  /** A field with a condition that takes anything. */
  PostForm covered(String name, String value) {
    return field(name, value).condition("[\"starts-with\", \"$%s\", \"\"]".formatted(name));
  }

  PostForm condition(String json) {
    conditions.add(json);
    return this;
  }

  PostForm header(String name, String value) {
    headers.add(Map.entry(name, value));
    return this;
  }

  PostForm expiring(String when) {
    expiration = when;
    return this;
  }

  PostForm file(String name, byte[] content) {
    fileName = name;
    file = content.clone();
    return this;
  }

  PostForm postedTo(String other) {
    bucket = other;
    return this;
  }

  /** Posts this, whatever the form is. */
  PostForm whole(String text) {
    whole = Optional.of(utf8(text));
    return this;
  }

  /** Signs the policy of its conditions. */
  PostForm signed() {
    return signed(
        "{\"expiration\": \"%s\", \"conditions\": [%s]}"
            .formatted(expiration, String.join(", ", conditions)));
  }

  /** Signs another policy. */
  PostForm signed(String policy) {
    String base64 = Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8));
    return field("policy", base64).field("x-amz-signature", sign(base64));
  }

  byte[] body() {
    if (whole.isPresent()) {
      return whole.get();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach((name, value) -> body.writeBytes(utf8(head(name, "") + value + "\r\n")));
    body.writeBytes(utf8(head("file", "; filename=\"" + fileName + '"')));
    body.writeBytes(file);
    body.writeBytes(utf8("\r\n" + head("submit", "") + "ignored\r\n--" + BOUNDARY + "--\r\n"));
    return body.toByteArray();
  }

  S3Request request() {
    return request(body(), 10_000);
  }

  /** A request with this body, which comes in pieces of {@code piece} bytes. */
  S3Request request(byte[] body, int piece) {
    List<Map.Entry<String, String>> all = new ArrayList<>(headers);
    all.add(Map.entry("Host", "localhost:9000"));
    if (headers.stream().noneMatch(header -> header.getKey().equals("Content-Type"))) {
      all.add(Map.entry("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
    }
    RequestHead head =
        new RequestHead(
            "TESTREQUEST",
            "POST",
            "/" + bucket,
            "",
            Headers.of(all),
            QueryParameters.EMPTY,
            false,
            "127.0.0.1");
    return new S3Request(
        head,
        Optional.of(new BucketName(bucket)),
        Optional.empty(),
        Principal.ANONYMOUS,
        Payloads.open(head, source(body, piece), BodySigning.UNSIGNED));
  }

  private static String head(String name, String more) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
        .formatted(BOUNDARY, name, more);
  }

  private static BodySource source(byte[] bytes, int piece) {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    return new BodySource() {
      @Override
      public OptionalLong length() {
        return OptionalLong.of(bytes.length);
      }

      @Override
      public @Nullable ByteBuffer next() {
        if (!all.hasRemaining()) {
          return null;
        }
        byte[] copy = new byte[Math.min(piece, all.remaining())];
        all.get(copy);
        return ByteBuffer.wrap(copy);
      }
    };
  }

  private static String sign(String base64) {
    byte[] key = utf8("AWS4" + SECRET);
    for (String part : List.of("20151229", "us-east-1", "s3", "aws4_request", base64)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(key);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
