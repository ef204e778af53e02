package io.cistern.pool.lvm.blocks;

import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReportTest {
  private static final long BLOCK = 64 << 10;
  private static final long EVERYTHING = 1L << 50;
  private static final String DELTA =
      """
      <superblock uuid="" time="2" transaction="4" data_block_size="128" nr_data_blocks="0">
        <diff left="3" right="4">
          <different begin="0" length="1"/>
          <same begin="1" length="2"/>
          <left_only begin="10" length="1"/>
          <right_only begin="11" length="2"/>
          <same begin="13" length="1"/>
          <right_only begin="20" length="2"/>
        </diff>
      </superblock>
      """;
  private static final String DUMP =
      """
      <superblock uuid="" time="2" transaction="4" flags="0" version="2" data_block_size="128">
        <device dev_id="4" mapped_blocks="3" transaction="3" creation_time="2" snap_time="2">
          <single_mapping origin_block="0" data_block="5" time="1"/>
          <range_mapping origin_begin="7" data_begin="1" length="2" time="0"/>
        </device>
      </superblock>
      """;

  private static Page<BlockRange> read(String report, VolumeRanges ranges) {
    MappingReport.read(new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)), ranges);
    return ranges.page();
  }

  private static VolumeRanges all() {
    return new VolumeRanges(0, 0, EVERYTHING, 100);
  }

  private static BlockRange blocks(long begin, long length) {
    return new BlockRange(begin * BLOCK, length * BLOCK);
  }

  @Test
  void whatIsNotSharedIsNamedAndWhatTouchesIsOne() {
    assertThat(read(DELTA, all()).items())
        .containsExactly(blocks(0, 1), blocks(10, 3), blocks(20, 2));
  }

  @Test
  void whatIsMappedIsNamed() {
    assertThat(read(DUMP, all()).items()).containsExactly(blocks(0, 1), blocks(7, 2));
  }

  @Test
  void theAnswerBeginsAndEndsWhereItIsToldTo() {
    long header = BLOCK;
    Page<BlockRange> page =
        read(DELTA, new VolumeRanges(10 * BLOCK + 4096, header, 21 * BLOCK + 4096, 100));
    assertThat(page.items())
        .containsExactly(
            new BlockRange(10 * BLOCK + 4096, 2 * BLOCK - 4096),
            new BlockRange(19 * BLOCK, BLOCK + 4096));
    assertThat(page.more()).isFalse();
  }

  @Test
  void readingEndsWithTheLimit() {
    Page<BlockRange> page = read(DELTA, new VolumeRanges(0, 0, EVERYTHING, 2));
    assertThat(page.items()).containsExactly(blocks(0, 1), blocks(10, 3));
    assertThat(page.more()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<same begin=\"1\" length=\"2\"/> -> <ref name=\"a\"/>",
        "begin=\"10\" -> begin=\"-10\"",
        "begin=\"10\" -> begin=\"9999999999999999999\"",
        "begin=\"10\" -> begin=\"9223372036854775807\"",
        "begin=\"20\" -> begin=\"12\"",
        "length=\"2\" -> length=\"0\"",
        "length=\"2\" -> ",
        "data_block_size=\"128\" -> data_block_size=\"1\"",
        "data_block_size=\"128\" -> ",
        "</superblock> -> ",
        "<superblock -> <!DOCTYPE a [<!ENTITY b \"c\">]><superblock uuid=\"&b;\"",
      })
  void aReportThatIsNotWholeOrNotKnownIsRefused(String change) {
    String[] sides = change.split(" -> ", -1);
    String report = DELTA.replace(sides[0], sides[1]);
    assertThat(report).isNotEqualTo(DELTA);
    refused(PoolError.Corrupt.class, () -> read(report, all()));
  }

  @Test
  void aDumpThatNamesFewerBlocksThanAreMappedIsRefused() {
    refused(
        PoolError.Corrupt.class, () -> read(DUMP.replace("length=\"2\"", "length=\"1\""), all()));
    refused(
        PoolError.Corrupt.class, () -> read(DUMP.replaceAll("(?s)<device.*device>", ""), all()));
    refused(PoolError.Corrupt.class, () -> read("", all()));
  }

  @Test
  void aReportMayBeLong() {
    StringBuilder report = new StringBuilder(DELTA.substring(0, DELTA.indexOf("<different")));
    for (int i = 0; i < 300_000; i++) {
      report.append("    <different begin=\"%d\" length=\"1\"/>\n".formatted(2 * i));
    }
    report.append("</diff></superblock>");
    Page<BlockRange> page =
        read(report.toString(), new VolumeRanges(599_996 * BLOCK, 0, EVERYTHING, 10));
    assertThat(page.items()).containsExactly(blocks(599_996, 1), blocks(599_998, 1));
  }

  @Test
  void noDamageToAReportIsAnythingButAnErrorOrAnAnswer() {
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder report = new StringBuilder(random.nextBoolean() ? DELTA : DUMP);
      for (int change = 1 + random.nextInt(3); change > 0; change--) {
        report.setCharAt(random.nextInt(report.length()), (char) (' ' + random.nextInt(95)));
      }
      try {
        read(report.toString(), all());
      } catch (PoolError.Corrupt expected) {
        assertThat(expected.getMessage()).isNotBlank();
      }
    }
  }
}
