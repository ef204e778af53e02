package io.cistern.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathBytesTest {

  @Test
  void aPlainPathIsItsCharactersAndNul() {
    assertThat(PathBytes.of(Path.of("/a b/%2f")))
        .isEqualTo("/a b/%2f\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(PathBytes.of(Path.of("relative"))).endsWith(0);
  }

  @Test
  void aNameThatIsNoTextOpensTheFileItNames(@TempDir Path directory) {
    byte[] name = (directory + "/x").getBytes(StandardCharsets.UTF_8);
    name[name.length - 1] = (byte) 0xff;
    Path path = PathBytes.path(name);
    Fd.open(path, OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE).close();

    assertThat(Files.exists(path)).isTrue();
    assertThat(FileStatus.of(path).isRegularFile()).isTrue();
  }

  @Test
  void aDirectoryOfSuchANameKeepsIt(@TempDir Path directory) throws Exception {
    Path path = Files.createDirectory(PathBytes.path(bytes(directory + "/\u00e4\u20ac")));
    assertThat(FileStatus.of(path).isDirectory()).isTrue();
    assertThat(PathBytes.of(path)).isEqualTo(bytes(directory + "/\u00e4\u20ac\0"));
  }

  @Test
  void anyBytesSurviveBothWays() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      byte[] name = new byte[1 + random.nextInt(40)];
      random.nextBytes(name);
      for (int at = 0; at < name.length; at++) {
        // NUL cannot be in a path; slashes would be folded, dots are no names
        name[at] = name[at] == 0 || name[at] == '/' || name[at] == '.' ? (byte) 'x' : name[at];
      }
      byte[] path = new byte[name.length + 1];
      path[0] = '/';
      System.arraycopy(name, 0, path, 1, name.length);

      byte[] back = PathBytes.of(PathBytes.path(path));

      assertThat(Arrays.copyOf(back, back.length - 1)).isEqualTo(path);
      assertThat(back[back.length - 1]).isZero();
    }
  }

  @Test
  void nulIsRefused() {
    assertThatThrownBy(() -> PathBytes.path(new byte[] {'/', 0, 'x'}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Syscall.text("a\0b")).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
