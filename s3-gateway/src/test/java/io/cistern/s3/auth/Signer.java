package io.cistern.s3.auth;

import io.cistern.s3.api.RequestHead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a client would, from the documentation and by none of the code under test. */
final class Signer {
  private static final HexFormat HEX = HexFormat.of();

  private final Map<String, String> headers = new TreeMap<>();
  private final List<Map.Entry<String, String>> afterwards = new ArrayList<>();
  private String accessKey = Heads.ACCESS_KEY;
  private String secret = Heads.SECRET;
  private String region = "us-east-1";
  private String service = "s3";
  private String date = "20130524T000000Z";

  private Signer() {}

  /** A request with the headers that S3 wants signed. */
  static Signer signer() {
    return new Signer()
        .header("host", "localhost:9000")
        .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
        .header("x-amz-date", "20130524T000000Z");
  }

  Signer header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Signer without(String name) {
    headers.remove(name);
    return this;
  }

  /** A header that is sent and not signed. */
  Signer unsigned(String name, String value) {
    afterwards.add(Map.entry(name, value));
    return this;
  }

  Signer as(String key, String theSecret) {
    accessKey = key;
    secret = theSecret;
    return this;
  }

  Signer scope(String theRegion, String theService) {
    region = theRegion;
    service = theService;
    return this;
  }

  Signer at(Instant when) {
    date = Timestamp.format(when);
    return header("x-amz-date", date);
  }

  /** Signed in the Authorization header; path and query are encoded as AWS has it. */
  RequestHead inHeader(String method, String path, String query) {
    String names = String.join(";", headers.keySet());
    String signature =
        sign(method, path, query, headers.getOrDefault("x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
    List<Map.Entry<String, String>> all = new ArrayList<>(headers.entrySet());
    all.add(
        Map.entry(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s"
                .formatted(credential(), names, signature)));
    all.addAll(afterwards);
    return Heads.head(method, query.isEmpty() ? path : path + "?" + query, all);
  }

  /** Presigned, with only the host signed. */
  RequestHead inQuery(String method, String path, String query, String expires) {
    headers.keySet().retainAll(List.of("host"));
    String presigned =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s&X-Amz-Date=%s&X-Amz-Expires=%s"
                .formatted(credential().replace("/", "%2F"), date, expires)
            + "&X-Amz-SignedHeaders=host"
            + (query.isEmpty() ? "" : "&" + query);
    String signature = sign(method, path, presigned, "UNSIGNED-PAYLOAD");
    List<Map.Entry<String, String>> all = new ArrayList<>(headers.entrySet());
    all.addAll(afterwards);
    return Heads.head(method, path + "?" + presigned + "&X-Amz-Signature=" + signature, all);
  }

  /** The signature of anything. */
  String sign(String text) {
    byte[] key = utf8("AWS4" + secret);
    for (String part : List.of(date.substring(0, 8), region, service, "aws4_request", text)) {
      key = hmac(key, part);
    }
    return HEX.formatHex(key);
  }

  String credential() {
    return accessKey + "/" + scope();
  }

  private String scope() {
    return "%s/%s/%s/aws4_request".formatted(date.substring(0, 8), region, service);
  }

  private String sign(String method, String path, String query, String hash) {
    String parameters =
        Arrays.stream(query.split("&"))
            .filter(parameter -> !parameter.isEmpty())
            .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
            .sorted()
            .collect(Collectors.joining("&"));
    String lines =
        headers.entrySet().stream()
            .map(header -> header.getKey().toLowerCase(Locale.ROOT) + ":" + header.getValue())
            .map(line -> line.strip().replaceAll(" +", " ") + "\n")
            .collect(Collectors.joining());
    String canonical =
        String.join(
            "\n", method, path, parameters, lines, String.join(";", headers.keySet()), hash);
    return sign("AWS4-HMAC-SHA256\n" + date + "\n" + scope() + "\n" + sha256(canonical));
  }

  private static String sha256(String text) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(text)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
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
