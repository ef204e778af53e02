package io.cistern.s3.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Payload;
import io.cistern.s3.auth.BodySigning;
import io.cistern.s3.auth.Heads;
import io.cistern.s3.model.ChecksumAlgorithm;
import org.junit.jupiter.api.Test;

class PreferredChecksumTest {
  private static final byte[] BODY = Sources.ascii("what is summed");

  @Test
  void aBodyWhoseClientNamedNoAlgorithmIsSummedByThePreferredOne() {
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      Payload payload = payload();
      payload.preferChecksum(algorithm);
      assertThat(Sources.read(payload)).isEqualTo(BODY);
      assertThat(payload.checksums()).containsExactly(Checksums.of(algorithm, BODY));
    }
    Payload payload = payload();
    assertThat(Sources.read(payload)).isEqualTo(BODY);
    assertThat(payload.checksums())
        .containsExactly(Checksums.of(ChecksumAlgorithm.CRC64NVME, BODY));
  }

  @Test
  void theAlgorithmTheClientNamedGoesFirst() {
    Payload payload = payload("x-amz-sdk-checksum-algorithm", "CRC32C");
    payload.preferChecksum(ChecksumAlgorithm.SHA1);
    assertThat(Sources.read(payload)).isEqualTo(BODY);
    assertThat(payload.checksums()).containsExactly(Checksums.of(ChecksumAlgorithm.CRC32C, BODY));
  }

  @Test
  void nothingIsPreferredOnceTheBodyIsBeingRead() {
    Payload payload = payload();
    payload.next();
    assertThatThrownBy(() -> payload.preferChecksum(ChecksumAlgorithm.SHA1))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Payload payload(String... headers) {
    return Payloads.open(
        Heads.head("PUT", "/bucket/key", headers), Sources.pieces(BODY, 5), BodySigning.UNSIGNED);
  }
}
