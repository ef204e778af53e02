package io.cistern.s3.multipart;

import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.object.ObjectUrls;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.Stored;
import io.cistern.s3.testing.TestPayload;
import io.cistern.s3.testing.TestStore;
import io.cistern.s3.xml.XmlElement;
import io.cistern.s3.xml.XmlReader;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A store to upload to, for a test class to extend. Headers are names and values by turns. */
abstract class UploadStore extends TestStore {
  static final String KEY = "a key/with ü";

  Answer create(String key, String... headers) {
    Requests request = Requests.toObject("POST", BUCKET.value(), key).parameter("uploads");
    return Answer.of(new CreateMultipartUpload(store), with(request, headers));
  }

  /** Begins an upload of {@link #KEY}. */
  String begin(String... headers) {
    return succeeded(create(KEY, headers)).element("UploadId");
  }

  Answer put(String id, int number, byte[] bytes, Checksum... verified) {
    return put(id, number, TestPayload.of(bytes).withChecksums(verified));
  }

  Answer put(String id, int number, TestPayload payload, String... headers) {
    Requests request =
        Requests.toObject("PUT", BUCKET.value(), KEY)
            .parameter("partNumber", Integer.toString(number))
            .parameter("uploadId", id)
            .body(payload);
    return Answer.of(new PutPart(store), with(request, headers));
  }

  Answer parts(String id, String... parameters) {
    Requests request = Requests.toObject("GET", BUCKET.value(), KEY).parameter("uploadId", id);
    for (int i = 0; i < parameters.length; i += 2) {
      request.parameter(parameters[i], parameters[i + 1]);
    }
    return Answer.of(new ListParts(store, Requests.ROOT), request);
  }

  Answer uploads(String... parameters) {
    Requests request = Requests.toBucket("GET", BUCKET.value()).parameter("uploads");
    for (int i = 0; i < parameters.length; i += 2) {
      request.parameter(parameters[i], parameters[i + 1]);
    }
    return Answer.of(new ListMultipartUploads(store, Requests.ROOT), request);
  }

  Answer complete(String id, String document, String... headers) {
    Requests request =
        Requests.toObject("POST", BUCKET.value(), KEY).parameter("uploadId", id).body(document);
    return Answer.of(
        new CompleteMultipartUpload(store, new ObjectUrls(Optional.empty())),
        with(request, headers));
  }

  Answer abort(String id) {
    Requests request = Requests.toObject("DELETE", BUCKET.value(), KEY).parameter("uploadId", id);
    return Answer.of(new AbortMultipartUpload(store), request);
  }

  byte[] stored() {
    return Stored.get(store, BUCKET, KEY);
  }

  ObjectRecord object() {
    return store.objects().head(BUCKET, new ObjectKey(KEY), Optional.empty());
  }

  static Answer succeeded(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.text());
    }
    return answer;
  }

  /** The tag in the body, in quotes. */
  static String tag(Answer answer) {
    return succeeded(answer).element("ETag").replace("&quot;", "\"");
  }

  static XmlElement document(Answer answer, String root) {
    return XmlReader.parse(succeeded(answer).body(), root);
  }

  /** The body of Complete. */
  static String listing(String... parts) {
    return listing(List.of(parts));
  }

  static String listing(List<String> parts) {
    return "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
        + String.join("", parts)
        + "</CompleteMultipartUpload>";
  }

  /** A part in the body of Complete; {@code more} are elements and values by turns. */
  static String part(int number, byte[] bytes, String... more) {
    return part(number, '"' + md5(bytes) + '"', more);
  }

  static String part(int number, String etag, String... more) {
    StringBuilder part = new StringBuilder("<Part>");
    for (int i = 0; i < more.length; i += 2) {
      part.append("<%1$s>%2$s</%1$s>".formatted(more[i], more[i + 1]));
    }
    return part.append("<ETag>%s</ETag><PartNumber>%d</PartNumber></Part>".formatted(etag, number))
        .toString();
  }

  static byte[] random(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** In hexadecimal. */
  static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(Stored.md5(bytes));
  }

  /** The tag of an object of these parts, in quotes. */
  static String etag(byte[]... parts) {
    byte[] all = new byte[16 * parts.length];
    for (int i = 0; i < parts.length; i++) {
      System.arraycopy(Stored.md5(parts[i]), 0, all, 16 * i, 16);
    }
    return '"' + md5(all) + '-' + parts.length + '"';
  }

  private static Requests with(Requests request, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }
}
