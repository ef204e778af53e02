package io.cistern.pool.lvm.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.pool.model.PoolError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaggedBytesTest {
  private static final int LONGEST_TAG = 1024;

  private final Random random = new Random(4);

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void bytesOfAnyKindAndLengthComeBackFromTagsInAnyOrder() {
    for (int i = 0; i < 500; i++) {
      byte[] bytes = bytes(random.nextInt(20_000));
      List<String> tags = new ArrayList<>(TaggedBytes.encode("record", bytes));
      tags.add("somebody.elses=1:2/3:x");
      tags.addAll(TaggedBytes.encode("group", bytes(10)));
      Collections.shuffle(tags, random);
      assertThat(TaggedBytes.decode("record", tags))
          .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }
  }

  @Test
  void everyTagIsOneThatLvmTakes() {
    for (String tag : TaggedBytes.encode("record", bytes(10_000))) {
      assertThat(tag).hasSizeLessThan(LONGEST_TAG).matches("[A-Za-z0-9_+.][A-Za-z0-9_+./=!:&#-]*");
    }
  }

  @Test
  void noTagsAreNoBytes() {
    assertThat(TaggedBytes.decode("record", List.of("cistern.state=ready", ""))).isEmpty();
  }

  @Test
  void aMissingPartIsCorrupt() {
    List<String> tags = TaggedBytes.encode("record", bytes(5_000));
    for (int i = 0; i < tags.size(); i++) {
      List<String> fewer = new ArrayList<>(tags);
      fewer.remove(i);
      corrupt(fewer);
    }
  }

  @Test
  void partsOfTwoRecordsAreCorrupt() {
    List<String> mixed = new ArrayList<>(TaggedBytes.encode("record", bytes(2_000)));
    mixed.addAll(TaggedBytes.encode("record", bytes(2_000)));
    corrupt(mixed);
  }

  @Test
  void aChangedCharacterIsCorruptOrNotOfTheKind() {
    byte[] bytes = bytes(300);
    for (int i = 0; i < 2_000; i++) {
      List<String> tags = new ArrayList<>(TaggedBytes.encode("record", bytes));
      StringBuilder tag = new StringBuilder(tags.getFirst());
      int at = random.nextInt(tag.length());
      tag.setCharAt(at, (char) ('!' + random.nextInt(90)));
      tags.set(0, tag.toString());
      try {
        TaggedBytes.decode("record", tags).ifPresent(read -> assertThat(read).isEqualTo(bytes));
      } catch (PoolError.Corrupt expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  @Test
  void whatUnfoldsWithoutEndIsCorrupt() {
    corrupt(TaggedBytes.encode("record", new byte[4 << 20]));
  }

  private static void corrupt(List<String> tags) {
    assertThatThrownBy(() -> TaggedBytes.decode("record", tags))
        .isExactlyInstanceOf(PoolError.Corrupt.class);
  }
}
