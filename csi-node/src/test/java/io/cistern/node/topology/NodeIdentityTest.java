package io.cistern.node.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NodeIdentityTest {
  private static String segment(String id) {
    return new NodeIdentity(id).segments().getOrDefault(NodeIdentity.TOPOLOGY_KEY, "none");
  }

  @Test
  void anIdThatIsALegalLabelIsItsOwnSegment() {
    assertThat(segment("ip-10-0-0-1.eu.example")).isEqualTo("ip-10-0-0-1.eu.example");
    assertThat(segment("n".repeat(63))).isEqualTo("n".repeat(63));
  }

  @Test
  void aLongOrIllegalIdHasASegmentOfItsOwnThatIsLegal() {
    assertThat(segment("n".repeat(64))).hasSize(63).matches("n{46}-[0-9a-f]{16}");
    assertThat(segment("node/1")).startsWith("node-1-").matches("[a-z0-9.-]{1,63}");
    assertThat(segment("-.-")).matches("node-[0-9a-f]{16}");
    assertThat(segment("node/1")).isNotEqualTo(segment("node:1"));
  }

  @Test
  void anIdHasOneTo256Bytes() {
    assertThat(new NodeIdentity("x".repeat(256)).id()).hasSize(256);
    assertThatIllegalArgumentException().isThrownBy(() -> new NodeIdentity(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new NodeIdentity("x".repeat(257)));
  }
}
