package io.cistern.s3.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.VersionPosition;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.testing.Stored;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Complete refuses leaves the upload as it was, and the key too. */
class CompletionRefusalsTest extends UploadStore {
  private static final byte[] ONE = random(1000, 1);
  private static final byte[] TWO = random(999, 2);

  private String id = "";

  @BeforeEach
  void putTwoParts() {
    id = begin();
    put(id, 1, ONE);
    put(id, 2, TWO);
  }

  @Test
  void partsOutOfOrderOrTwice() {
    refused("InvalidPartOrder", complete(id, listing(part(2, TWO), part(1, ONE))));
    refused("InvalidPartOrder", complete(id, listing(part(1, ONE), part(1, ONE))));
  }

  @Test
  void partsThatAreNotThereOrHaveAnotherTag() {
    refused("InvalidPart", complete(id, listing(part(1, ONE), part(3, TWO))));
    refused("InvalidPart", complete(id, listing(part(1, TWO), part(2, TWO))));
    refused("InvalidPart", complete(id, listing(part(1, ""))));
    refused("InvalidArgument", complete(id, listing(part(0, ONE))));
    refused("InvalidArgument", complete(id, listing(part(10_001, ONE))));
  }

  @Test
  void aPartTooSmallThatIsNotTheLast() {
    put(id, 3, ONE);
    refused("EntityTooSmall", complete(id, listing(part(1, ONE), part(2, TWO), part(3, ONE))));
  }

  @Test
  void aSizeThatIsNotTheSumOfTheParts() {
    String both = listing(part(1, ONE), part(2, TWO));
    refused("InvalidRequest", complete(id, both, "x-amz-mp-object-size", "2000"));
    refused("InvalidRequest", complete(id, both, "x-amz-mp-object-size", "-1"));
    refused("InvalidRequest", complete(id, both, "x-amz-mp-object-size", "many"));
    succeeded(complete(id, both, "x-amz-mp-object-size", "1999"));
    assertThat(stored()).hasSize(1999);
  }

  @Test
  void documentsThatAreNone() {
    String tooMany = listing(IntStream.rangeClosed(1, 10_001).mapToObj(n -> part(n, ONE)).toList());
    for (String document :
        List.of(
            "",
            "<CompleteMultipartUpload/>",
            listing(),
            "<Other>" + part(1, ONE) + "</Other>",
            listing(part(1, ONE)).substring(0, 90),
            listing("<Part><ETag>x</ETag></Part>"),
            listing("<Part><PartNumber>1</PartNumber></Part>"),
            listing("<Part><ETag>x</ETag><PartNumber>one</PartNumber></Part>"),
            tooMany)) {
      refused("MalformedXML", complete(id, document));
    }
    refused("MaxMessageLengthExceeded", complete(id, " ".repeat((5 << 20) + 1)));
  }

  @Test
  void aKeyThatExistsWhereItMustNot() {
    String parts = listing(part(1, ONE), part(2, TWO));
    Stored.put(store, BUCKET, KEY, TWO);
    Answer refused = complete(id, parts, "If-None-Match", "*");
    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.code()).isEqualTo("PreconditionFailed");
    assertThat(stored()).isEqualTo(TWO);
    Answer other = complete(id, parts, "If-Match", '"' + md5(ONE) + '"');
    assertThat(other.status()).isEqualTo(412);
    assertThat(stored()).isEqualTo(TWO);
    succeeded(complete(id, parts, "If-Match", '"' + md5(TWO) + '"'));
    assertThat(stored()).hasSize(1999).startsWith(ONE);
  }

  @Test
  void aKeyThatDoesNotExistWhereItMust() {
    String parts = listing(part(1, ONE), part(2, TWO));
    Answer refused = complete(id, parts, "If-Match", '"' + md5(TWO) + '"');
    assertThat(refused.status()).isEqualTo(404);
    refused("NoSuchKey", refused);
    succeeded(complete(id, parts, "If-None-Match", "*"));
    assertThat(stored()).hasSize(1999);
  }

  @Test
  void tagsMayBeWrittenWithoutQuotesAndWithThemEscaped() {
    String plain = part(1, md5(ONE));
    String escaped = part(2, "&quot;" + md5(TWO) + "&quot;");
    succeeded(complete(id, listing(plain, escaped)));
    assertThat(stored()).hasSize(1999);
  }

  private void refused(String code, Answer answer) {
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.status()).isBetween(400, 412);
    assertThat(document(parts(id), "ListPartsResult").children("Part")).hasSizeGreaterThan(1);
    assertThat(store.listings().versions(BUCKET, "", "", VersionPosition.START, 1).versions())
        .isEmpty();
  }
}
