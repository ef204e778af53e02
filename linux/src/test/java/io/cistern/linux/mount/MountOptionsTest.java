package io.cistern.linux.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MountOptionsTest {

  @Test
  void genericOptionsAreFlagsAndTheRestIsData() {
    MountOptions options =
        MountOptions.parse(List.of("ro", "noatime", "discard", "nosuid,nodev,nouuid", "commit=5"));
    assertThat(options.flags())
        .containsExactlyInAnyOrder(
            MountFlag.READ_ONLY, MountFlag.NO_ACCESS_TIME, MountFlag.NO_SUID, MountFlag.NO_DEV);
    assertThat(options.data()).isEqualTo("discard,nouuid,commit=5");
  }

  @Test
  void selinuxContextsPassAsTheyAre() {
    String context = "context=\"system_u:object_r:container_file_t:s0:c1,c2\"";
    assertThat(MountOptions.parse(List.of(context)).data()).isEqualTo(context);
    assertThat(MountOptions.parse(List.of("ro," + context + ",discard")))
        .isEqualTo(new MountOptions(Set.of(MountFlag.READ_ONLY), context + ",discard"));
  }

  @Test
  void aLaterOptionUndoesAnEarlierOne() {
    assertThat(MountOptions.parse(List.of("ro", "rw")).flags()).isEmpty();
    assertThat(MountOptions.parse(List.of("noatime", "relatime")).flags())
        .containsExactly(MountFlag.RELATIVE_ACCESS_TIME);
    assertThat(MountOptions.parse(List.of("noexec,sync,dirsync,lazytime", "exec", "async")).flags())
        .containsExactlyInAnyOrder(MountFlag.DIRECTORY_SYNC, MountFlag.LAZY_TIME);
  }

  @Test
  void nothingAndDefaultsAreNothing() {
    MountOptions nothing = new MountOptions(Set.of(), "");
    assertThat(MountOptions.parse(List.of())).isEqualTo(nothing);
    assertThat(MountOptions.parse(List.of("", " ", "defaults", ",,"))).isEqualTo(nothing);
  }

  @Test
  void whatTheKernelWouldCutOffIsRefused() {
    assertThat(MountOptions.parse(List.of("x".repeat(4095))).data()).hasSize(4095);
    refused("x".repeat(4096));
    refused("\u00e4".repeat(2048));
    refused("a\0b");
    refused("context=\"open");
  }

  @Test
  void moreIsAddedOnce() {
    MountOptions options = MountOptions.parse(List.of("discard")).withData("nouuid");
    assertThat(options.data()).isEqualTo("discard,nouuid");
    assertThat(options.withData("nouuid")).isEqualTo(options);
    assertThat(options.with(MountFlag.READ_ONLY).flags()).containsExactly(MountFlag.READ_ONLY);
  }

  @Test
  void onlyFlagsOfAMountAreForABind() {
    assertThat(MountOptions.parse(List.of("ro,sync,lazytime,nodev")).perMountFlags())
        .containsExactlyInAnyOrder(MountFlag.READ_ONLY, MountFlag.NO_DEV);
  }

  @Test
  void randomOptionsAreReadTheSameAgainOrRefused() {
    Random random = new Random(5);
    String alphabet = "ro,rw=\"\u00e4\\ \0nodev,noatime,context=\"a,b\",x";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        MountOptions once = MountOptions.parse(List.of(text.toString()));
        assertThat(MountOptions.parse(List.of(once.data())).data()).isEqualTo(once.data());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("mount options");
      }
    }
  }

  private static void refused(String option) {
    assertThatThrownBy(() -> MountOptions.parse(List.of(option)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mount options");
  }
}
