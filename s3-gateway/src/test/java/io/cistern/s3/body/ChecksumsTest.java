package io.cistern.s3.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChecksumsTest {
  private static final byte[] CHECK = Sources.ascii("123456789");

  @Test
  void crc64NvmeGivesTheCataloguesCheckValue() {
    Crc64Nvme crc = new Crc64Nvme();
    crc.update(CHECK, 0, CHECK.length);
    assertThat(crc.getValue()).isEqualTo(0xae8b14860a799888L);
  }

  @Test
  void crc64NvmeIsTheSameHoweverTheBytesAreCut() {
    byte[] bytes = new byte[1000];
    new Random(1).nextBytes(bytes);
    Crc64Nvme single = new Crc64Nvme();
    for (byte b : bytes) {
      single.update(b);
    }
    for (int cut = 0; cut < 100; cut++) {
      Crc64Nvme crc = new Crc64Nvme();
      crc.update(ByteBuffer.wrap(bytes, 0, cut));
      ByteBuffer rest = ByteBuffer.allocateDirect(1000 - cut).put(bytes, cut, 1000 - cut).flip();
      crc.update(rest);
      assertThat(rest.hasRemaining()).isFalse();
      assertThat(crc.getValue()).isEqualTo(single.getValue());
    }
  }

  @Test
  void crc64IsTheLibrarysAndTheSameAsOurs() {
    assertThat(Crc64.isNative()).isTrue();
    Random random = new Random(3);
    byte[] bytes = new byte[200_000];
    random.nextBytes(bytes);
    for (int round = 0; round < 300; round++) {
      java.util.zip.Checksum theirs = Crc64.begin();
      Crc64Nvme ours = new Crc64Nvme();
      for (int piece = 0; piece < 3; piece++) {
        int from = random.nextInt(bytes.length);
        int length = random.nextInt(bytes.length - from + 1);
        ByteBuffer direct = ByteBuffer.allocateDirect(length).put(bytes, from, length).flip();
        theirs.update(round % 2 == 0 ? direct : ByteBuffer.wrap(bytes, from, length));
        ours.update(bytes, from, length);
      }
      assertThat(theirs.getValue()).isEqualTo(ours.getValue());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32C", "CRC64NVME"})
  void crcsOfPartsCombineToThatOfTheWhole(ChecksumAlgorithm algorithm) {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      byte[] whole = new byte[random.nextInt(20_000)];
      random.nextBytes(whole);
      List<Checksums.Part> parts = new ArrayList<>();
      for (int at = 0; at < whole.length; ) {
        int end = Math.min(whole.length, at + 1 + random.nextInt(5000));
        byte[] part = Arrays.copyOfRange(whole, at, end);
        parts.add(new Checksums.Part(Checksums.of(algorithm, part).value(), part.length));
        at = end;
      }
      assertThat(Checksums.fullObject(algorithm, parts)).isEqualTo(Checksums.of(algorithm, whole));
    }
  }

  @Test
  void partsOfTerabytesCombine() {
    // the CRC of n zero bytes and one more is what combining gives
    Checksum none = Checksums.of(ChecksumAlgorithm.CRC64NVME, new byte[0]);
    Checksum zeros = none;
    byte[] zero = new byte[1];
    zeros = Checksums.of(ChecksumAlgorithm.CRC64NVME, zero);
    long size = 1;
    for (int doubling = 0; doubling < 40; doubling++) {
      Checksums.Part half = new Checksums.Part(zeros.value(), size);
      zeros = Checksums.fullObject(ChecksumAlgorithm.CRC64NVME, List.of(half, half));
      size *= 2;
      if (size == 1 << 20) {
        assertThat(zeros).isEqualTo(Checksums.of(ChecksumAlgorithm.CRC64NVME, new byte[1 << 20]));
      }
    }
    Checksums.Part all = new Checksums.Part(zeros.value(), size);
    Checksums.Part empty = new Checksums.Part(none.value(), 0);
    assertThat(Checksums.fullObject(ChecksumAlgorithm.CRC64NVME, List.of(empty, all, empty)))
        .isEqualTo(zeros);
  }

  @Test
  void digestsOfPartsDoNotCombine() {
    assertThatThrownBy(() -> Checksums.fullObject(ChecksumAlgorithm.SHA256, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(names = "CRC64NVME", mode = EnumSource.Mode.EXCLUDE)
  void aCompositeChecksumIsThatOfTheSumsWithTheirNumber(ChecksumAlgorithm algorithm) {
    byte[] first = Sources.ascii("one");
    byte[] second = Sources.ascii("two");
    Summer summer = Summer.of(algorithm);
    for (byte[] part : List.of(first, second)) {
      Summer sum = Summer.of(algorithm);
      sum.update(ByteBuffer.wrap(part));
      summer.update(ByteBuffer.wrap(sum.sum()));
    }
    assertThat(
            Checksums.composite(
                algorithm,
                List.of(
                    Checksums.of(algorithm, first).value(),
                    Checksums.of(algorithm, second).value())))
        .isEqualTo(
            new Checksum(
                algorithm, Checksum.Coverage.COMPOSITE, Checksums.encode(summer.sum()) + "-2"));
  }
}
