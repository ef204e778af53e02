package io.cistern.s3.post;

import io.cistern.s3.api.Payload;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code multipart/form-data} body, one after the other. It holds one window of the
 * body and no more; all that is read but {@link #nextContent} is charged to a budget. Used by one
 * thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046: common syntax of
 *     multipart</a>
 */
final class MultipartBody {
  private static final int WINDOW = 64 << 10;
  private static final int LONGEST_BOUNDARY = 70;

  private final Payload payload;
  private final byte[] delimiter;
  private final byte[] window = new byte[WINDOW];
  private int start;
  private int end;
  private @Nullable ByteBuffer arrived;
  private int budget;
  private boolean begun;

  /**
   * The parts of {@code payload}.
   *
   * @param budget the most bytes of heads, fields and framing, less than the window
   */
  MultipartBody(Payload payload, String boundary, int budget) {
    if (boundary.length() > LONGEST_BOUNDARY || !boundary.matches("[ -~]*[!-~]")) {
      throw malformed();
    }
    this.payload = payload;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
    this.budget = budget;
    // the first delimiter may stand at the very beginning, without the line end before it
    window[end++] = '\r';
    window[end++] = '\n';
  }

  /**
   * Goes to the head of the next part; what was left of the one before must have been read.
   *
   * @return false after the last one
   */
  boolean nextPart() {
    if (!begun) {
      begun = true;
      content();
    }
    while (end - start < 2) {
      fill();
    }
    if (window[start] == '-' && window[start + 1] == '-') {
      return false;
    }
    if (!line().isBlank()) {
      throw malformed();
    }
    return true;
  }

  /** The next line of a part's head, without its end; empty after the last one. */
  String line() {
    for (int i = start; ; i++) {
      while (i + 1 >= end) {
        charge(end - start, false);
        int read = i - start;
        fill();
        i = start + read;
      }
      if (window[i] == '\r' && window[i + 1] == '\n') {
        String line = text(Arrays.copyOfRange(window, start, i));
        charge(i + 2 - start, true);
        start = i + 2;
        return line;
      }
    }
  }

  /** All of the part's content, charged to the budget. */
  byte[] content() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ByteBuffer bytes = nextContent(); bytes != null; bytes = nextContent()) {
      charge(bytes.remaining(), true);
      byte[] chunk = new byte[bytes.remaining()];
      bytes.get(chunk);
      all.writeBytes(chunk);
    }
    charge(delimiter.length, true);
    return all.toByteArray();
  }

  /**
   * The next bytes of the part's content, 1 or more; null once its end is passed. The buffer is the
   * caller's until it asks again.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_POST_REQUEST} if the body ends before the part
   */
  @Nullable ByteBuffer nextContent() {
    while (true) {
      int found = find();
      if (found == start) {
        start += delimiter.length;
        return null;
      }
      int safe = found > start ? found : end - delimiter.length + 1;
      if (safe > start) {
        ByteBuffer bytes = ByteBuffer.wrap(window, start, safe - start).slice();
        start = safe;
        return bytes;
      }
      fill();
    }
  }

  /** Reads what follows, which means nothing, so that the whole payload is verified. */
  void drain() {
    ByteBuffer bytes = payload.next();
    while (bytes != null) {
      bytes = payload.next();
    }
  }

  /** UTF-8, and nothing else. */
  static String text(byte[] bytes) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException notText) {
      throw malformed();
    }
  }

  private int find() {
    for (int i = start; i + delimiter.length <= end; i++) {
      if (window[i] == '\r'
          && Arrays.equals(window, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
        return i;
      }
    }
    return -1;
  }

  private void fill() {
    if (start > 0) {
      System.arraycopy(window, start, window, 0, end - start);
      end -= start;
      start = 0;
    }
    while (arrived == null || !arrived.hasRemaining()) {
      arrived = payload.next();
      if (arrived == null) {
        throw malformed();
      }
    }
    int count = Math.min(window.length - end, arrived.remaining());
    arrived.get(window, end, count);
    end += count;
  }

  private void charge(int bytes, boolean forGood) {
    if (bytes > budget) {
      throw new S3Exception(S3Error.MAX_POST_PRE_DATA_LENGTH_EXCEEDED);
    }
    if (forGood) {
      budget -= bytes;
    }
  }

  private static S3Exception malformed() {
    return new S3Exception(S3Error.MALFORMED_POST_REQUEST);
  }
}
