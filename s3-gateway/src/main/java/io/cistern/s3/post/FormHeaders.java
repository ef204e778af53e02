package io.cistern.s3.post;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Exception;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a form that are the headers of a PutObject, as those headers. What comes back in
 * headers of responses must fit there: a field could else write headers of its own.
 */
final class FormHeaders {
  private static final Set<String> NAMES =
      Set.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-md5",
          "content-type",
          "expires");

  private FormHeaders() {}

  /**
   * The headers.
   *
   * @throws S3Exception {@link io.cistern.s3.api.S3Error#INVALID_ARGUMENT} if a field cannot be one
   */
  static Headers of(Form form) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    form.fields()
        .forEach(
            (name, value) -> {
              if (name.equals("acl")) {
                headers.add(Map.entry("x-amz-acl", value));
              } else if (NAMES.contains(name) || name.startsWith("x-amz-")) {
                headers.add(header(name, value));
              }
            });
    return Headers.of(headers);
  }

  private static Map.Entry<String, String> header(String name, String value) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9a-z-]+")) {
      throw Form.invalid("The name of a field is none of a header.", "name", name);
    }
    if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
      throw Form.invalid("The value of a field cannot stand in a header.", name, value);
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return Map.entry(name, new String(utf8, StandardCharsets.ISO_8859_1));
  }
}
