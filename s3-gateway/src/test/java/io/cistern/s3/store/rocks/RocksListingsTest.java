package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectPage;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksListingsTest extends OpenStore {
  @Test
  void keysAreOrderedByTheirBytesNotByTheirChars() {
    // in UTF-16 the surrogates of the emoji sort before U+FF61, in UTF-8 behind it
    put("\uD83D\uDE00", "\uFF61", "z", "Z", "a", "a/", "a//b", "a/b", "a\u0000", "..", "é");
    assertThat(keys(page("", "", ListPosition.START, 100)))
        .containsExactly(
            "..", "Z", "a", "a\u0000", "a/", "a//b", "a/b", "z", "é", "\uFF61", "\uD83D\uDE00");
  }

  @Test
  void aKeyDoesNotHideThoseUnderIt() {
    put("a", "a/b", "a/c", "ab");
    ObjectPage page = page("", "/", ListPosition.START, 100);
    assertThat(keys(page)).containsExactly("a", "ab");
    assertThat(page.commonPrefixes()).containsExactly("a/");
    assertThat(keys(page("a/", "/", ListPosition.START, 100))).containsExactly("a/b", "a/c");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void pagesOfAnySizeGiveEveryEntryOnce(int size) {
    put("a/1", "a/2", "b", "c/1", "c/2/3", "d//e", "d//f", "e");
    List<String> entries = new ArrayList<>();
    Optional<ListPosition> next = Optional.of(ListPosition.START);
    while (next.isPresent()) {
      ListPosition from = ListPosition.parse(next.get().token());
      ObjectPage page = page("", "/", from, size);
      assertThat(page.objects().size() + page.commonPrefixes().size()).isBetween(1, size);
      entries.addAll(keys(page));
      entries.addAll(page.commonPrefixes());
      next = page.next();
    }
    assertThat(entries).containsExactlyInAnyOrder("a/", "b", "c/", "d/", "e");
  }

  @Test
  void aMarkerThatIsACommonPrefixGoesPastAllUnderIt() {
    put("a/1", "a/2", "b");
    ObjectPage page = page("", "/", ListPosition.afterMarker("a/", "", "/"), 10);
    assertThat(page.commonPrefixes()).isEmpty();
    assertThat(keys(page)).containsExactly("b");
    ObjectPage inside = page("", "", ListPosition.afterMarker("a/1", "", ""), 10);
    assertThat(keys(inside)).containsExactly("a/2", "b");
  }

  @Test
  void aMarkerBeforeThePrefixBeginsAtThePrefixAndOnePastItEndsTheList() {
    put("a", "b1", "b2", "c");
    assertThat(keys(page("b", "", ListPosition.afterMarker("a", "b", ""), 10)))
        .containsExactly("b1", "b2");
    assertThat(keys(page("b", "", ListPosition.afterMarker("c", "b", ""), 10))).isEmpty();
  }

  @Test
  void aDelimiterHasAnyLengthAndAPageOfNothingIsEmpty() {
    put("x--y--1", "x--y--2", "x-y", "x--z");
    ObjectPage page = page("x", "--y--", ListPosition.START, 10);
    assertThat(page.commonPrefixes()).containsExactly("x--y--");
    assertThat(keys(page)).containsExactly("x--z", "x-y");
    assertThat(page("", "", ListPosition.START, 0).next()).isEmpty();
  }

  @Test
  void bucketsDoNotSeeEachOther() {
    BucketName other = new BucketName("other");
    store.buckets().create(other, BucketSettings.DEFAULT);
    put("a");
    Bytes.put(store, other, "b", Bytes.text("b"));
    assertThat(keys(page("", "", ListPosition.START, 10))).containsExactly("a");
  }

  @Test
  void randomListsAgreeWithAModel() {
    Random random = new Random(42);
    TreeSet<String> model =
        new TreeSet<>((a, b) -> Arrays.compareUnsigned(Utf8.encode(a), Utf8.encode(b)));
    for (int i = 0; i < 400; i++) {
      String key = randomKey(random);
      put(key);
      model.add(key);
      if (random.nextInt(4) == 0) {
        String gone = randomKey(random);
        store.objects().delete(BUCKET, new ObjectKey(gone), Optional.empty(), Preconditions.NONE);
        model.remove(gone);
      }
    }
    for (int i = 0; i < 300; i++) {
      String prefix = random.nextInt(3) == 0 ? randomKey(random) : "";
      String delimiter = List.of("", "/", "a", "//").get(random.nextInt(4));
      int size = 1 + random.nextInt(20);
      assertThat(listAll(prefix, delimiter, size))
          .as("prefix=%s delimiter=%s size=%d", prefix, delimiter, size)
          .isEqualTo(expected(model, prefix, delimiter));
    }
  }

  private static List<String> expected(TreeSet<String> model, String prefix, String delimiter) {
    TreeMap<String, String> entries = new TreeMap<>(model.comparator());
    for (String key : model) {
      if (key.startsWith(prefix)) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        String entry = at < 0 ? key : key.substring(0, at + delimiter.length());
        entries.put(entry, entry);
      }
    }
    return List.copyOf(entries.keySet());
  }

  private List<String> listAll(String prefix, String delimiter, int size) {
    List<String> entries = new ArrayList<>();
    Optional<ListPosition> next = Optional.of(ListPosition.START);
    while (next.isPresent()) {
      ObjectPage page = page(prefix, delimiter, next.get(), size);
      List<String> both = new ArrayList<>(keys(page));
      both.addAll(page.commonPrefixes());
      both.sort((a, b) -> Arrays.compareUnsigned(Utf8.encode(a), Utf8.encode(b)));
      entries.addAll(both);
      next = page.next();
    }
    return entries;
  }

  private static String randomKey(Random random) {
    StringBuilder key = new StringBuilder();
    for (int length = 1 + random.nextInt(5); length > 0; length--) {
      key.append(List.of("a", "b", "/", "\u0000", "ÿ", "\uD83D\uDE00").get(random.nextInt(6)));
    }
    return key.toString();
  }

  private void put(String... keys) {
    for (String key : keys) {
      Bytes.put(store, BUCKET, key, Bytes.text(key));
    }
  }

  private ObjectPage page(String prefix, String delimiter, ListPosition from, int max) {
    return store.listings().objects(BUCKET, new ListRequest(prefix, delimiter, from, max));
  }

  private static List<String> keys(ObjectPage page) {
    return page.objects().stream().map(ObjectRecord::key).map(ObjectKey::value).toList();
  }
}
