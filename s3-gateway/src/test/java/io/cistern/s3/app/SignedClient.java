package io.cistern.s3.app;

import io.cistern.s3.http.RawClient;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as they are written here, signed by another hand than the gateway's own. */
record SignedClient(int port, String accessKey, String secretKey) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** As the root. */
  SignedClient(int port) {
    this(port, TestGateway.ACCESS_KEY, TestGateway.SECRET_KEY);
  }

  /**
   * Sends a signed request.
   *
   * @param target path and query as they are to stand in the request line
   * @param headers names and values by turns
   */
  RawClient.Response send(String method, String target, String body, String... headers) {
    return exchange(method, target, body.getBytes(StandardCharsets.UTF_8), true, headers);
  }

  /** Sends a request that nobody signed. */
  RawClient.Response sendUnsigned(String method, String target, String body, String... headers) {
    return exchange(method, target, body.getBytes(StandardCharsets.UTF_8), false, headers);
  }

  private RawClient.Response exchange(
      String method, String target, byte[] body, boolean signed, String... headers) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
    }
    all.put("host", "127.0.0.1:" + port);
    if (signed) {
      sign(method, target, all);
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("content-length: ").append(body.length).append("\r\n\r\n");
    request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    try (RawClient client = RawClient.connect(port)) {
      client.send(request.toByteArray());
      return method.equals("HEAD") ? client.readHead() : client.read();
    }
  }

  private void sign(String method, String target, Map<String, String> headers) {
    String time = TIME.format(Instant.now());
    headers.put("x-amz-date", time);
    headers.put("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    String names = String.join(";", headers.keySet());
    int mark = target.indexOf('?');
    StringBuilder canonical =
        new StringBuilder(method)
            .append('\n')
            .append((mark < 0 ? target : target.substring(0, mark)).replace("%2F", "/"))
            .append('\n')
            .append(mark < 0 ? "" : canonicalQuery(target.substring(mark + 1)))
            .append('\n');
    headers.forEach((name, value) -> canonical.append(name + ":" + value.strip() + "\n"));
    canonical.append("\n" + names + "\nUNSIGNED-PAYLOAD");
    String scope = time.substring(0, 8) + "/us-east-1/s3/aws4_request";
    String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical.toString());
    byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
    for (String step : scope.split("/")) {
      key = hmac(key, step);
    }
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(accessKey, scope, names, HexFormat.of().formatHex(hmac(key, text))));
  }

  private static String canonicalQuery(String query) {
    List<String> pairs = new ArrayList<>();
    for (String pair : query.split("&")) {
      pairs.add(pair.contains("=") ? pair : pair + "=");
    }
    pairs.sort(null);
    return String.join("&", pairs);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(digest("SHA-256", text));
  }

  /** The value of Content-MD5 for {@code body}. */
  static String md5(String body) {
    return Base64.getEncoder().encodeToString(digest("MD5", body));
  }

  /** As a key stands in a path: every byte escaped but slashes and AWS's unreserved ones. */
  static String escaped(String key) {
    return URLEncoder.encode(key, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%2F", "/")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
