package io.cistern.s3.post;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.ResponseBody;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.object.ObjectHeaders;
import io.cistern.s3.xml.XmlWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** What a form wants to be answered once its file is stored. */
final class PostAnswer {
  private PostAnswer() {}

  /**
   * The answer.
   *
   * @param location the URL of the object
   */
  static S3Response of(
      String location, Form form, Bucket bucket, ObjectKey key, ObjectRecord object) {
    Optional<String> redirect =
        form.field("success_action_redirect")
            .or(() -> form.field("redirect"))
            .flatMap(PostAnswer::url)
            .map(url -> redirect(url, bucket, key, object));
    S3Response response =
        switch (redirect.isPresent() ? "303" : form.field("success_action_status").orElse("")) {
          case "303" -> S3Response.of(303);
          case "200" -> S3Response.ok();
          case "201" -> created(location, bucket, key, object);
          default -> S3Response.noContent();
        };
    return ObjectHeaders.written(
        response.with("Location", redirect.orElse(location)), bucket, object);
  }

  private static S3Response created(
      String location, Bucket bucket, ObjectKey key, ObjectRecord object) {
    byte[] document =
        new XmlWriter()
            .open("PostResponse")
            .text("Location", location)
            .text("Bucket", bucket.name().value())
            .text("Key", key.value())
            .text("ETag", ObjectHeaders.quoted(object.etag()))
            .close("PostResponse")
            .bytes();
    return S3Response.of(201)
        .with("Content-Type", "application/xml")
        .withBody(new ResponseBody.Whole(document));
  }

  private static String redirect(String url, Bucket bucket, ObjectKey key, ObjectRecord object) {
    return url
        + (url.contains("?") ? "&" : "?")
        + "bucket="
        + bucket.name()
        + "&key="
        + PercentEncoding.encode(key.value())
        + "&etag="
        + PercentEncoding.encode(ObjectHeaders.quoted(object.etag()));
  }

  /** What is no URL is taken for none, as S3 does. */
  private static Optional<String> url(String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equalsIgnoreCase(url.getScheme());
      boolean secure = "https".equalsIgnoreCase(url.getScheme());
      return (web || secure) && url.getHost() != null && url.getRawFragment() == null
          ? Optional.of(url.toASCIIString())
          : Optional.empty();
    } catch (URISyntaxException noUrl) {
      return Optional.empty();
    }
  }
}
