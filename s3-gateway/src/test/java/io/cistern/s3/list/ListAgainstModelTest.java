package io.cistern.s3.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.testing.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Pages of any size, concatenated, are what a model says: everything once and in order. */
class ListAgainstModelTest extends ListStore {
  private static final Comparator<String> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(Utf8.encode(a), Utf8.encode(b));
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "/",
          "//",
          "dir/",
          ".",
          "..",
          " ",
          "+",
          "%",
          "\u0000",
          "\u0001",
          "\r",
          "\u007f",
          "é",
          "e\u0301",
          "\uFFFE",
          "\uFF61",
          "\uD83D\uDE00",
          "&<>\"'");
  private static final List<String> DELIMITERS =
      List.of("", "", "/", "/", "//", "dir/", "a", "é", "\uD83D\uDE00", "\u0000", "ab/dir");

  private final Random random = new Random(20260101);

  @Test
  void listsOfFiveThousandKeysAgreeWithAModelUnderAnyPrefixDelimiterAndPage() {
    TreeSet<String> model = keys(5_000);
    Stored.putAll(store, BUCKET, model);
    for (int i = 0; i < 250; i++) {
      String prefix = prefix(model);
      String delimiter = DELIMITERS.get(random.nextInt(DELIMITERS.size()));
      int size = random.nextInt(4) == 0 ? 1000 : 1 + random.nextInt(300);
      String after = random.nextInt(3) == 0 ? key() : "";
      List<String> expected = expected(model, prefix, delimiter, after);
      assertThat(v2All(prefix, delimiter, size, after))
          .as("v2 prefix=%s delimiter=%s size=%d after=%s", prefix, delimiter, size, after)
          .isEqualTo(expected);
      assertThat(v1All(prefix, delimiter, size, after))
          .as("v1 prefix=%s delimiter=%s size=%d after=%s", prefix, delimiter, size, after)
          .isEqualTo(expected);
    }
  }

  @Test
  void listsOfVersionsAgreeWithAModelUnderAnyPrefixDelimiterAndPage() {
    versioning(Versioning.ENABLED);
    TreeMap<String, Integer> model = new TreeMap<>(BY_BYTES);
    for (int round = 0; round < 3; round++) {
      TreeSet<String> some = keys(400);
      some.addAll(model.keySet().stream().filter(_ -> random.nextInt(3) == 0).toList());
      Stored.putAll(store, BUCKET, some);
      some.forEach(key -> model.merge(key, 1, Integer::sum));
    }
    for (String key : List.copyOf(model.keySet()).subList(0, 100)) {
      store.objects().delete(BUCKET, new ObjectKey(key), Optional.empty(), Preconditions.NONE);
      model.merge(key, 1, Integer::sum);
    }
    for (int i = 0; i < 150; i++) {
      String prefix = prefix(model.navigableKeySet());
      String delimiter = DELIMITERS.get(random.nextInt(DELIMITERS.size()));
      int size = 1 + random.nextInt(200);
      List<String> expected = new ArrayList<>();
      for (String entry : expected(new TreeSet<>(model.navigableKeySet()), prefix, delimiter, "")) {
        // a common prefix is one entry, unless it is a key that nothing rolled up
        boolean rolled = !delimiter.isEmpty() && entry.indexOf(delimiter, prefix.length()) >= 0;
        for (int n = 0; n < (rolled ? 1 : model.getOrDefault(entry, 0)); n++) {
          expected.add(entry);
        }
      }
      assertThat(versionsAll(prefix, delimiter, size))
          .as("prefix=%s delimiter=%s size=%d", prefix, delimiter, size)
          .isEqualTo(expected);
    }
  }

  private static List<String> expected(
      TreeSet<String> model, String prefix, String delimiter, String after) {
    TreeSet<String> entries = new TreeSet<>(BY_BYTES);
    for (String key : model) {
      if (key.startsWith(prefix)) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        String entry = at < 0 ? key : key.substring(0, at + delimiter.length());
        if (BY_BYTES.compare(key, after) > 0 && !(at >= 0 && entry.equals(after))) {
          entries.add(entry);
        }
      }
    }
    return List.copyOf(entries);
  }

  private List<String> v2All(String prefix, String delimiter, int size, String after) {
    List<String> token = new ArrayList<>();
    return all(
        size,
        () -> {
          List<String> with = parameters(prefix, delimiter, size);
          with.addAll(token.isEmpty() ? List.of("start-after", after) : token);
          Listing next = v2(with.toArray(String[]::new));
          token.clear();
          token.addAll(List.of("continuation-token", next.text("NextContinuationToken")));
          return next;
        });
  }

  private List<String> v1All(String prefix, String delimiter, int size, String after) {
    String[] marker = {after};
    return all(
        size,
        () -> {
          List<String> with = parameters(prefix, delimiter, size);
          with.addAll(List.of("marker", marker[0]));
          Listing next = v1(with.toArray(String[]::new));
          marker[0] =
              next.has("NextMarker") ? decode(next.text("NextMarker")) : last(next.decoded());
          return next;
        });
  }

  private List<String> versionsAll(String prefix, String delimiter, int size) {
    List<String> marker = new ArrayList<>();
    return all(
        size,
        () -> {
          List<String> with = parameters(prefix, delimiter, size);
          with.addAll(marker);
          Listing next = versions(with.toArray(String[]::new));
          marker.clear();
          marker.addAll(List.of("key-marker", decode(next.text("NextKeyMarker"))));
          if (next.has("NextVersionIdMarker")) {
            marker.addAll(List.of("version-id-marker", next.text("NextVersionIdMarker")));
          }
          return next;
        });
  }

  /** All pages, each in order and none but the last with room left. */
  private static List<String> all(int size, Supplier<Listing> pages) {
    List<String> entries = new ArrayList<>();
    Listing page;
    do {
      page = pages.get();
      List<String> some = new ArrayList<>(page.decoded());
      assertThat(some.size()).isLessThanOrEqualTo(size);
      assertThat(!page.truncated() || some.size() == size).isTrue();
      assertThat(page.keys()).isSortedAccordingTo(Listing.BY_ENCODED);
      some.sort(BY_BYTES);
      entries.addAll(some);
    } while (page.truncated());
    return entries;
  }

  private static List<String> parameters(String prefix, String delimiter, int size) {
    List<String> parameters = new ArrayList<>();
    parameters.addAll(List.of("prefix", prefix, "delimiter", delimiter));
    parameters.addAll(List.of("max-keys", Integer.toString(size), "encoding-type", "url"));
    return parameters;
  }

  private static String decode(String encoded) {
    return PercentEncoding.decodeQuery(encoded);
  }

  private static String last(List<String> entries) {
    return entries.isEmpty() ? "" : entries.getLast();
  }

  private TreeSet<String> keys(int count) {
    TreeSet<String> keys = new TreeSet<>(BY_BYTES);
    while (keys.size() < count) {
      keys.add(key());
    }
    return keys;
  }

  private String key() {
    StringBuilder key = new StringBuilder();
    for (int pieces = 1 + random.nextInt(7); pieces > 0; pieces--) {
      key.append(PIECES.get(random.nextInt(PIECES.size())));
      if (random.nextInt(10) == 0) {
        key.append(Integer.toHexString(random.nextInt()));
      }
    }
    return key.toString();
  }

  private String prefix(Iterable<String> model) {
    if (random.nextInt(3) == 0) {
      return "";
    }
    List<String> all = new ArrayList<>();
    model.forEach(all::add);
    String key = all.get(random.nextInt(all.size()));
    int end = key.offsetByCodePoints(0, random.nextInt(1 + key.codePointCount(0, key.length())));
    return key.substring(0, end);
  }
}
