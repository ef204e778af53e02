package io.cistern.pool.lvm.blocks;

import io.cistern.pool.model.PoolError;
import java.io.InputStream;
import java.util.NoSuchElementException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What {@code thin_delta} and {@code thin_dump} print of one or two thin volumes. Whatever is not
 * known of it is an error, as a range that is passed over would be a change that is missed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/thin_delta.8.html">thin_delta(8)</a>
 * @see <a href="https://man7.org/linux/man-pages/man8/thin_dump.8.html">thin_dump(8)</a>
 */
final class MappingReport {
  /** The smallest and the largest block that a thin pool can have, in sectors. */
  private static final long LEAST_BLOCK = 128;

  private static final long MOST_BLOCK = 2 << 20;
  private static final int SECTOR = 512;

  private final XMLStreamReader reader;
  private final VolumeRanges ranges;

  /** In bytes; 0 until it is known. */
  private long block;

  private boolean compared;
  private long announced = -1;
  private long mapped;

  private MappingReport(XMLStreamReader reader, VolumeRanges ranges) {
    this.reader = reader;
    this.ranges = ranges;
  }

  /**
   * Reads a report to its end, or until there are as many ranges as are wanted.
   *
   * @throws PoolError.Corrupt if it is not one, or not whole
   */
  static void read(InputStream report, VolumeRanges ranges) {
    // A factory counts what all its readers have read, and stops at a limit.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      new MappingReport(factory.createXMLStreamReader(report, "UTF-8"), ranges).read();
    } catch (XMLStreamException | NoSuchElementException | IllegalArgumentException e) {
      throw new PoolError.Corrupt(
          "the report of the thin pool's metadata is not valid: " + e.getMessage(), e);
    }
  }

  private void read() throws XMLStreamException {
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT) {
        element();
      }
      if (ranges.isFull()) {
        return;
      }
    }
    if (!compared && announced != mapped) {
      throw new IllegalArgumentException(
          "%d blocks are mapped, and it names %d".formatted(announced, mapped));
    }
  }

  private void element() {
    switch (reader.getLocalName()) {
      case "superblock" -> block = blockSize(number("data_block_size"));
      case "diff" -> compared = true;
      case "device" -> announced = number("mapped_blocks");
      case "same" -> {}
      case "different", "left_only", "right_only" -> add(number("begin"), number("length"));
      case "range_mapping" -> add(number("origin_begin"), number("length"));
      case "single_mapping" -> add(number("origin_block"), 1);
      case String unknown -> throw new IllegalArgumentException("unknown element " + unknown);
    }
  }

  private static long blockSize(long sectors) {
    if (sectors < LEAST_BLOCK || sectors > MOST_BLOCK) {
      throw new IllegalArgumentException("blocks of " + sectors + " sectors");
    }
    return sectors * SECTOR;
  }

  private void add(long begin, long length) {
    if (block == 0 || length < 1 || begin > Long.MAX_VALUE / block - length) {
      throw new IllegalArgumentException("%d blocks at %d".formatted(length, begin));
    }
    mapped += length;
    ranges.add(begin * block, (begin + length) * block);
  }

  private long number(String attribute) {
    String text = reader.getAttributeValue(null, attribute);
    if (text == null) {
      throw new IllegalArgumentException(reader.getLocalName() + " without " + attribute);
    }
    long number = Long.parseLong(text);
    if (number < 0) {
      throw new IllegalArgumentException(attribute + " is negative");
    }
    return number;
  }
}
