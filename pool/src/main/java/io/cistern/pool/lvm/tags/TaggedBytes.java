package io.cistern.pool.lvm.tags;

import io.cistern.pool.model.PoolError;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Bytes of any kind and number in tags, which have at most 1,024 characters of a small alphabet:
 * deflated, in base64url, in numbered parts {@code
 * cistern.<kind>=<checksum>:<part>/<parts>:<text>}.
 */
public final class TaggedBytes {
  /** Of the bytes as they were; nothing of ours comes near. */
  private static final int LARGEST = 1 << 20;

  private static final int PART = 900;
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f]{8}):([1-9][0-9]{0,3})/([1-9][0-9]{0,3}):([A-Za-z0-9_-]+)");

  private TaggedBytes() {}

  /** How every tag of a kind begins. */
  private static String prefix(String kind) {
    return "cistern." + kind + "=";
  }

  /** The tags that hold these bytes. */
  public static List<String> encode(String kind, byte[] bytes) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(deflated(bytes));
    int parts = (text.length() + PART - 1) / PART;
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      String part = text.substring(i * PART, Math.min(text.length(), (i + 1) * PART));
      tags.add("%s%s:%d/%d:%s".formatted(prefix(kind), checksum(bytes), i + 1, parts, part));
    }
    return tags;
  }

  /** The tags of a kind among others. */
  public static List<String> of(String kind, Collection<String> tags) {
    return tags.stream().filter(tag -> tag.startsWith(prefix(kind))).toList();
  }

  /**
   * The bytes that tags hold.
   *
   * @return empty if none is of the kind
   * @throws PoolError.Corrupt if some are, and are not exactly what {@link #encode} makes
   */
  public static Optional<byte[]> decode(String kind, Collection<String> tags) {
    List<String> ours = of(kind, tags);
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = new String[ours.size()];
    Set<String> checksums = new HashSet<>();
    for (String tag : ours) {
      Matcher matcher = FORM.matcher(tag.substring(prefix(kind).length()));
      if (!matcher.matches()
          || Integer.parseInt(matcher.group(3)) != parts.length
          || Integer.parseInt(matcher.group(2)) > parts.length) {
        throw new PoolError.Corrupt("a part of the tags is missing or foreign: " + tag);
      }
      checksums.add(matcher.group(1));
      parts[Integer.parseInt(matcher.group(2)) - 1] = matcher.group(4);
    }
    if (Arrays.asList(parts).contains(null)) {
      throw new PoolError.Corrupt("the parts of the tags are not of one record");
    }
    byte[] bytes = inflated(String.join("", parts));
    if (!checksums.equals(Set.of(checksum(bytes)))) {
      throw new PoolError.Corrupt("the tags do not add up to their checksum");
    }
    return Optional.of(bytes);
  }

  private static String checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return "%08x".formatted(checksum.getValue());
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflated(String text) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(Base64.getUrlDecoder().decode(text));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 || out.size() + count > LARGEST) {
          throw new PoolError.Corrupt("the tags hold half a record, or none of ours");
        }
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new PoolError.Corrupt("the tags hold no record", e);
    } finally {
      inflater.end();
    }
  }
}
