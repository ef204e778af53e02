package io.cistern.s3.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.body.Checksums;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.Checksum.Coverage;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.testing.Answer;
import io.cistern.s3.xml.XmlElement;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UploadChecksumsTest extends UploadStore {
  private static final byte[] ONE = random(60_000, 1);
  private static final byte[] TWO = random(123, 2);
  private static final byte[] BOTH =
      ByteBuffer.allocate(ONE.length + TWO.length).put(ONE).put(TWO).array();

  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
  void theChecksumOfAFullObjectIsThatOfAllItsBytes(ChecksumAlgorithm algorithm) {
    Answer created =
        create(
            KEY,
            "x-amz-checksum-algorithm",
            algorithm.name(),
            "x-amz-checksum-type",
            "FULL_OBJECT");
    assertThat(created.header("x-amz-checksum-algorithm")).contains(algorithm.name());
    assertThat(created.header("x-amz-checksum-type")).contains("FULL_OBJECT");
    String id = created.element("UploadId");
    putBoth(id, algorithm);
    Checksum whole = Checksums.of(algorithm, BOTH);
    Answer completed =
        complete(
            id,
            listing(part(1, ONE), part(2, TWO)),
            Checksums.headerName(algorithm),
            whole.value(),
            "x-amz-checksum-type",
            "FULL_OBJECT");
    assertThat(succeeded(completed).element("Checksum" + algorithm)).isEqualTo(whole.value());
    assertThat(completed.element("ChecksumType")).isEqualTo("FULL_OBJECT");
    assertThat(object().checksums()).containsExactly(whole);
  }

  @Test
  void aCrcOfAFullObjectIsTheOneTheJdkComputesOfItsBytes() {
    String id = begin("x-amz-checksum-algorithm", "CRC32", "x-amz-checksum-type", "FULL_OBJECT");
    putBoth(id, ChecksumAlgorithm.CRC32);
    CRC32 crc = new CRC32();
    crc.update(BOTH);
    byte[] sum = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    Answer completed = complete(id, listing(part(1, ONE), part(2, TWO)));
    assertThat(succeeded(completed).element("ChecksumCRC32")).isEqualTo(base64(sum));
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "SHA1", "SHA256"})
  void aCompositeChecksumIsOfTheChecksumsOfTheParts(ChecksumAlgorithm algorithm) {
    String id = begin("x-amz-checksum-algorithm", algorithm.name());
    putBoth(id, algorithm);
    byte[] sums =
        ByteBuffer.allocate(2 * Checksums.length(algorithm))
            .put(Base64.getDecoder().decode(Checksums.of(algorithm, ONE).value()))
            .put(Base64.getDecoder().decode(Checksums.of(algorithm, TWO).value()))
            .array();
    String expected = Checksums.of(algorithm, sums).value() + "-2";
    Answer completed = complete(id, both(algorithm));
    assertThat(succeeded(completed).element("Checksum" + algorithm)).isEqualTo(expected);
    assertThat(completed.element("ChecksumType")).isEqualTo("COMPOSITE");
    assertThat(object().checksums())
        .containsExactly(new Checksum(algorithm, Coverage.COMPOSITE, expected));
    assertThat(store.objects().parts(object()).getFirst().checksums())
        .containsExactly(Checksums.of(algorithm, ONE));
  }

  @Test
  void aCompositeShaIsTheOneTheJdkComputesOfTheDigests() throws NoSuchAlgorithmException {
    String id = begin("x-amz-checksum-algorithm", "SHA256");
    putBoth(id, ChecksumAlgorithm.SHA256);
    MessageDigest outer = MessageDigest.getInstance("SHA-256");
    outer.update(MessageDigest.getInstance("SHA-256").digest(ONE));
    outer.update(MessageDigest.getInstance("SHA-256").digest(TWO));
    String expected = base64(outer.digest());
    String list = both(ChecksumAlgorithm.SHA256);
    Answer wrong = complete(id, list, "x-amz-checksum-sha256", base64(new byte[32]) + "-2");
    assertThat(wrong.code()).isEqualTo("BadDigest");
    Answer completed = complete(id, list, "x-amz-checksum-sha256", expected + "-2");
    assertThat(succeeded(completed).element("ChecksumSHA256")).isEqualTo(expected + "-2");
  }

  @Test
  void whereNoAlgorithmWasChosenTheObjectGetsTheCrc64OfAllItsBytes() {
    String id = begin();
    putBoth(id, ChecksumAlgorithm.CRC64NVME);
    Answer completed = complete(id, listing(part(1, ONE), part(2, TWO)));
    Checksum whole = Checksums.of(ChecksumAlgorithm.CRC64NVME, BOTH);
    assertThat(succeeded(completed).element("ChecksumCRC64NVME")).isEqualTo(whole.value());
    assertThat(object().checksums()).containsExactly(whole);
  }

  @Test
  void partsSummedDifferentlyWhereNoneWasChosenMakeAnObjectWithoutAChecksum() {
    String id = begin();
    put(id, 1, ONE, Checksums.of(ChecksumAlgorithm.CRC64NVME, ONE));
    put(id, 2, TWO, Checksums.of(ChecksumAlgorithm.SHA1, TWO));
    succeeded(complete(id, listing(part(1, ONE), part(2, TWO))));
    assertThat(object().checksums()).isEmpty();
  }

  @Test
  void aFullObjectChecksumThatIsNotTheObjectsIsRefusedAndTheUploadGoesOn() {
    String id = begin("x-amz-checksum-algorithm", "CRC32C", "x-amz-checksum-type", "FULL_OBJECT");
    putBoth(id, ChecksumAlgorithm.CRC32C);
    String list = listing(part(1, ONE), part(2, TWO));
    String wrong = Checksums.of(ChecksumAlgorithm.CRC32C, ONE).value();
    assertThat(complete(id, list, "x-amz-checksum-crc32c", wrong).code()).isEqualTo("BadDigest");
    assertThat(complete(id, list, "x-amz-checksum-crc32", wrong).code())
        .isEqualTo("InvalidRequest");
    assertThat(complete(id, list, "x-amz-checksum-type", "COMPOSITE").code())
        .isEqualTo("InvalidRequest");
    assertThat(complete(id, list, "x-amz-checksum-type", "other").code())
        .isEqualTo("InvalidRequest");
    assertThat(uploads().text()).contains(id);
    succeeded(complete(id, list));
  }

  @Test
  void aPartsChecksumThatIsNotTheStoredOneIsRefused() {
    String id = begin("x-amz-checksum-algorithm", "SHA1");
    putBoth(id, ChecksumAlgorithm.SHA1);
    String one = Checksums.of(ChecksumAlgorithm.SHA1, ONE).value();
    String two = Checksums.of(ChecksumAlgorithm.SHA1, TWO).value();
    String first = part(1, ONE, "ChecksumSHA1", one);
    assertThat(complete(id, listing(first, part(2, TWO, "ChecksumSHA1", one))).code())
        .isEqualTo("InvalidPart");
    assertThat(complete(id, listing(first, part(2, TWO, "ChecksumCRC32", "AAAAAA=="))).code())
        .isEqualTo("InvalidRequest");
    assertThat(complete(id, listing(first, part(2, TWO))).code()).isEqualTo("InvalidRequest");
    succeeded(complete(id, listing(first, part(2, TWO, "ChecksumSHA1", two))));
  }

  @Test
  void aPartSummedByAnotherAlgorithmThanTheUploadsIsRefused() {
    String id = begin("x-amz-checksum-algorithm", "SHA256");
    Answer other = put(id, 1, ONE, Checksums.of(ChecksumAlgorithm.CRC32, ONE));
    assertThat(other.code()).isEqualTo("InvalidRequest");
    assertThat(other.element("Message")).contains("sha256").contains("crc32");
    assertThat(parts(id).text()).doesNotContain("<Part>");
  }

  @Test
  void aPartSentWithoutAChecksumIsSummedByTheUploadsAlgorithm() {
    String id = begin("x-amz-checksum-algorithm", "CRC32", "x-amz-checksum-type", "FULL_OBJECT");
    Answer put = put(id, 1, ONE);
    String sum = Checksums.of(ChecksumAlgorithm.CRC32, ONE).value();
    assertThat(succeeded(put).header("x-amz-checksum-crc32")).contains(sum);
    put(id, 2, TWO);
    Answer completed = complete(id, listing(part(1, ONE), part(2, TWO)));
    assertThat(succeeded(completed).element("ChecksumCRC32"))
        .isEqualTo(Checksums.of(ChecksumAlgorithm.CRC32, BOTH).value());
  }

  @Test
  void whatTheUploadAndItsPartsAreSummedByIsListed() {
    String id = begin("x-amz-checksum-algorithm", "sha256");
    Answer put = put(id, 3, ONE, Checksums.of(ChecksumAlgorithm.SHA256, ONE));
    String sum = Checksums.of(ChecksumAlgorithm.SHA256, ONE).value();
    assertThat(put.header("x-amz-checksum-sha256")).contains(sum);
    XmlElement parts = document(parts(id), "ListPartsResult");
    assertThat(parts.childText("ChecksumAlgorithm")).contains("SHA256");
    assertThat(parts.childText("ChecksumType")).contains("COMPOSITE");
    assertThat(parts.child("Part").orElseThrow().childText("ChecksumSHA256")).contains(sum);
    XmlElement upload =
        document(uploads(), "ListMultipartUploadsResult").child("Upload").orElseThrow();
    assertThat(upload.childText("ChecksumAlgorithm")).contains("SHA256");
    assertThat(upload.childText("ChecksumType")).contains("COMPOSITE");
  }

  @Test
  void algorithmsAndTypesThatDoNotGoTogetherBeginNoUpload() {
    String[][] refused = {
      {"x-amz-checksum-algorithm", "MD5"},
      {"x-amz-checksum-type", "COMPOSITE"},
      {"x-amz-checksum-algorithm", "CRC32", "x-amz-checksum-type", "HALF"},
      {"x-amz-checksum-algorithm", "CRC64NVME", "x-amz-checksum-type", "COMPOSITE"},
      {"x-amz-checksum-algorithm", "SHA1", "x-amz-checksum-type", "FULL_OBJECT"},
      {"x-amz-checksum-algorithm", "SHA256", "x-amz-checksum-type", "FULL_OBJECT"}
    };
    for (String[] headers : refused) {
      assertThat(create(KEY, headers).code()).isEqualTo("InvalidRequest");
    }
    assertThat(uploads().text()).doesNotContain("<Upload>");
  }

  private void putBoth(String id, ChecksumAlgorithm algorithm) {
    succeeded(put(id, 1, ONE, Checksums.of(algorithm, ONE)));
    succeeded(put(id, 2, TWO, Checksums.of(algorithm, TWO)));
  }

  private static String both(ChecksumAlgorithm algorithm) {
    String element = "Checksum" + algorithm;
    return listing(
        part(1, ONE, element, Checksums.of(algorithm, ONE).value()),
        part(2, TWO, element, Checksums.of(algorithm, TWO).value()));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
