package io.cistern.linux.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.linux.DeviceNumber;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountTableTest {

  private static final String ROOT = "20 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n";

  @Test
  void everyFieldOfALineIsRead() {
    MountEntry entry =
        parse("36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:42 - ext3 /dev/root rw,errors=x")
            .getFirst();
    assertThat(entry.id()).isEqualTo(36);
    assertThat(entry.parentId()).isEqualTo(35);
    assertThat(entry.device()).isEqualTo(new DeviceNumber(98, 0));
    assertThat(entry.root()).isEqualTo("/mnt1");
    assertThat(entry.mountPoint()).isEqualTo(Path.of("/mnt2"));
    assertThat(entry.options()).containsExactlyInAnyOrder("rw", "noatime");
    assertThat(entry.propagation())
        .isEqualTo(new Propagation(OptionalInt.of(42), OptionalInt.of(1), false));
    assertThat(entry.fsType()).isEqualTo("ext3");
    assertThat(entry.source()).isEqualTo("/dev/root");
    assertThat(entry.superOptions()).containsExactlyInAnyOrder("rw", "errors=x");
  }

  @Test
  void noOptionalFieldIsPrivateAndUnknownOnesAreIgnored() {
    assertThat(parse(ROOT).getFirst().propagation()).isEqualTo(Propagation.PRIVATE);
    MountEntry entry =
        parse("20 1 0:1 / / rw unbindable propagate_from:3 new:9 - tmpfs none rw").getFirst();
    assertThat(entry.propagation())
        .isEqualTo(new Propagation(OptionalInt.empty(), OptionalInt.empty(), true));
  }

  @Test
  void escapesAreUndoneInEveryField() {
    MountEntry entry =
        parse(
                "20 1 0:1 /a\\040b /c\\011d\\134e\\012f\\043 rw - fuse.x\\040y s\\040\\303\\244 rw,a=b\\054c")
            .getFirst();
    assertThat(entry.root()).isEqualTo("/a b");
    assertThat(entry.mountPoint()).isEqualTo(Path.of("/c\td\\e\nf#"));
    assertThat(entry.fsType()).isEqualTo("fuse.x y");
    assertThat(entry.source()).isEqualTo("s \u00e4");
    assertThat(entry.superOptions()).contains("a=b,c");
  }

  @Test
  void whatIsNoEscapeStays() {
    assertThat(parse("20 1 0:1 /a\\9 /b\\04 rw - t x\\ rw").getFirst())
        .satisfies(entry -> assertThat(entry.root()).isEqualTo("/a\\9"))
        .satisfies(entry -> assertThat(entry.mountPoint()).isEqualTo(Path.of("/b\\04")))
        .satisfies(entry -> assertThat(entry.source()).isEqualTo("x\\"));
  }

  @Test
  void aSourceMayBeEmpty() {
    MountEntry entry = parse("20 1 0:1 / /x rw - tmpfs  rw").getFirst();
    assertThat(entry.source()).isEmpty();
    assertThat(entry.superOptions()).containsExactly("rw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20",
        "20 1 0:1 / / rw",
        "20 1 0:1 / / rw -",
        "20 1 0:1 / / rw - ext4 /dev/vda",
        "20 1 0:1 / / rw shared:1 ext4 /dev/vda rw",
        "x 1 0:1 / / rw - ext4 /dev/vda rw",
        "20 1 01 / / rw - ext4 /dev/vda rw",
        "20 1 0:1 / / rw shared:x - ext4 /dev/vda rw",
        "20 1 0:1 / / rw master - ext4 /dev/vda rw",
        "20 1 0:1 / /\\000 rw - ext4 /dev/vda rw",
      })
  void aMalformedLineIsNamed(String line) {
    assertThatThrownBy(() -> parse(ROOT + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(line);
  }

  @Test
  void randomLinesAreReadOrRefusedAndNothingElse() {
    Random random = new Random(42);
    String[] parts = {
      "20",
      "1",
      "0:1",
      "7:3",
      "/",
      "/a\\040b",
      "rw",
      "-",
      "shared:1",
      "master:x",
      "ext4",
      "",
      "\\",
      "\\777",
      "unbindable",
      "\u00ff",
      "-1",
      ":",
      "rw,ro",
      "\n"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder();
      for (int words = random.nextInt(14); words >= 0; words--) {
        line.append(parts[random.nextInt(parts.length)]).append(random.nextInt(9) == 0 ? "" : " ");
      }
      readOrRefused(line.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] table =
        (ROOT + "36 20 7:1 / /mnt\\0401 rw shared:4 - xfs /dev/loop1 rw\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = table.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      readOrRefused(changed);
    }
  }

  @Test
  void theTopmostOfStackedMountsIsFound() {
    MountTable table =
        parse(
            ROOT
                + "42 41 7:3 / /mnt rw - xfs /dev/loop3 rw\n"
                + "40 20 7:1 / /mnt rw - xfs /dev/loop1 rw\n"
                + "41 40 7:2 / /mnt rw - xfs /dev/loop2 rw\n");
    assertThat(table.at(Path.of("/mnt")).orElseThrow().id()).isEqualTo(42);
  }

  @Test
  void aMountHiddenByOneAboveIsNotSeen() {
    MountTable table =
        parse(
            ROOT
                + "40 20 7:1 / /mnt/below rw - xfs /dev/loop1 rw\n"
                + "41 20 7:2 / /mnt rw - xfs /dev/loop2 rw\n");
    assertThat(table.at(Path.of("/mnt/below"))).isEmpty();
    assertThat(table.at(Path.of("/mnt")).orElseThrow().id()).isEqualTo(41);
    assertThat(table.at(Path.of("/"))).isPresent();
    assertThat(table.at(Path.of("/mnt/other"))).isEmpty();
  }

  @Test
  void aPrefixOfANameIsNotThePath() {
    MountTable table = parse(ROOT + "40 20 7:1 / /mnt/vol rw - xfs /dev/loop1 rw\n");
    assertThat(table.at(Path.of("/mnt/vo"))).isEmpty();
    assertThat(table.at(Path.of("/mnt/volume"))).isEmpty();
    assertThat(table.at(Path.of("/mnt/./x/../vol"))).isPresent();
  }

  @Test
  void withoutARootMountThoseBelowAreFound() {
    MountTable table =
        parse("40 20 7:1 / /a rw - xfs /dev/loop1 rw\n41 40 7:2 / /a/b rw - xfs /dev/loop2 rw\n");
    assertThat(table.at(Path.of("/a/b")).orElseThrow().id()).isEqualTo(41);
    assertThat(table.at(Path.of("/"))).isEmpty();
  }

  @Test
  void allMountsOfADeviceAreFound() {
    MountTable table =
        parse(
            ROOT
                + "40 20 7:1 / /a rw - xfs /dev/loop1 rw\n"
                + "41 20 7:1 /sub /b ro - xfs /dev/loop1 rw\n");
    assertThat(table.ofDevice(new DeviceNumber(7, 1)))
        .extracting(MountEntry::id)
        .containsExactly(40, 41);
    assertThat(table.get(2).isReadOnly()).isTrue();
    assertThat(table.get(1).isReadOnly()).isFalse();
  }

  @Test
  void theTableOfThisProcessIsRead() {
    assertThat(MountTable.read().at(Path.of("/proc")).orElseThrow().fsType()).isEqualTo("proc");
  }

  private static void readOrRefused(byte[] table) {
    try {
      for (MountEntry entry : MountTable.parse(table)) {
        assertThat(entry.source()).isNotNull();
      }
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("mountinfo");
    }
  }

  private static MountTable parse(String table) {
    return MountTable.parse(table.getBytes(StandardCharsets.ISO_8859_1));
  }
}
