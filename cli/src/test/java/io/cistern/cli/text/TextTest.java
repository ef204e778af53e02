package io.cistern.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cistern.pool.model.ByteSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "1Ki, 1024",
    "10Gi, 10737418240",
    "10GiB, 10737418240",
    "10 GiB, 10737418240",
    "10G, 10000000000",
    "10GB, 10000000000",
    "512Mi, 536870912",
    "1.5Gi, 1610612736",
    "1k, 1000",
    "9223372036854775807, 9223372036854775807"
  })
  void aSizeIsReadAsKubernetesWritesIt(String text, long bytes) {
    assertThat(SizeText.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "1Zi",
        "Gi",
        "0x10",
        "1e9",
        "1,5Gi",
        "0.5",
        "9223372036854775808",
        "8Ei",
        "99999999999999999999",
        "1Gi1",
        "١Gi"
      })
  void whatIsNoSizeIsRefusedByName(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SizeText.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @Test
  void aTableIsAlignedAndNothingTrails() {
    assertThat(listing().table())
        .containsExactly("NAME     SIZE", "a       1 KiB", "longer    3 B");
  }

  @Test
  void coloursTakeNoRoomInATable() {
    Listing<String> listing =
        new Listing<>(
            List.of(
                Column.of("A", "a", text -> "\u001b[32m" + text + "\u001b[0m"),
                Column.of("B", "b", _ -> "x")),
            List.of("ready"));
    assertThat(listing.table()).containsExactly("A      B", "\u001b[32mready\u001b[0m  x");
  }

  @Test
  void jsonHasBytesAsNumbers() {
    assertThat(listing().json().getFirst()).isEqualTo(Map.of("name", "a", "sizeBytes", 1024L));
    assertThat(Json.text(listing().json())).contains("\"sizeBytes\" : 1024");
  }

  private static Listing<ByteSize> listing() {
    return new Listing<>(
        List.of(
            Column.of("NAME", "name", size -> size.bytes() > 1000 ? "a" : "longer"),
            Column.size("SIZE", "sizeBytes", ByteSize::bytes)),
        List.of(ByteSize.ofKiB(1), new ByteSize(3)));
  }

  @Test
  void aBarShowsTheShareAndNeverOverflows() {
    assertThat(CapacityBar.of(ByteSize.ofKiB(1), ByteSize.ofKiB(4)))
        .isEqualTo("[#####...............]  25 %");
    assertThat(CapacityBar.of(ByteSize.ofKiB(9), ByteSize.ofKiB(4)))
        .isEqualTo("[####################] 100 %");
    assertThat(CapacityBar.of(ByteSize.ZERO, ByteSize.ZERO)).endsWith("]   0 %");
  }

  @ParameterizedTest
  @CsvSource({"250, 0.25 s", "42000, 42 s", "200000, 3m 20s", "7500000, 2h 05m"})
  void durationsAreForPeople(long millis, String text) {
    assertThat(Elapsed.text(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    assertThat(Console.colours(true, _ -> "")).isTrue();
    assertThat(Console.colours(false, _ -> "")).isFalse();
    assertThat(Console.colours(true, name -> name.equals("NO_COLOR") ? "1" : "")).isFalse();
    assertThat(Console.colours(true, name -> name.equals("TERM") ? "dumb" : "")).isFalse();
  }
}
