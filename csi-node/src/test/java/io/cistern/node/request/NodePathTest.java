package io.cistern.node.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cistern.node.error.NodeError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodePathTest {
  @TempDir private Path root;

  private NodePath parse(String text) throws IOException {
    return NodePath.parse("target_path", text, List.of(root.toRealPath().resolve("pool")));
  }

  @Test
  void linksBeforeTheLastNameAreResolvedAsTheMountTableShowsThem() throws IOException {
    Path real = Files.createDirectory(root.resolve("real"));
    Files.createSymbolicLink(root.resolve("link"), real);

    assertThat(parse(root + "/link/target").real()).isEqualTo(real.toRealPath().resolve("target"));
    assertThat(parse(root + "/link").real()).isEqualTo(root.toRealPath().resolve("link"));
    assertThat(parse("/no/such/parent").real()).isEqualTo(Path.of("/no/such/parent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "./x", "/", "/a/../b", "/a/./b", "/a\u0000", "/a\nb"})
  void pathsThatAreNotPlainAndAbsoluteAreRefused(String text) {
    NodeError refused = catchThrowableOfType(NodeError.class, () -> parse(text));
    assertThat(refused.kind()).isEqualTo(NodeError.Kind.INVALID);
  }

  @Test
  void nothingIsMountedInAPoolOrOverIt() throws IOException {
    Files.createDirectory(root.resolve("pool"));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("pool"));

    for (String path : List.of("/pool", "/pool/volumes", "/link/volumes", "")) {
      NodeError refused = catchThrowableOfType(NodeError.class, () -> parse(root + path));
      assertThat(refused.kind()).isEqualTo(NodeError.Kind.INVALID);
    }
    assertThat(parse(root + "/pool2").given()).isEqualTo(root.resolve("pool2"));
  }
}
