package io.cistern.s3.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsFileTest {
  @TempDir Path directory;

  @Test
  void credentialsAreMadeOnceAndForTheirOwnerOnly() throws IOException {
    Path file = directory.resolve("root");
    Credential made = CredentialsFile.loadOrGenerate(file).root();
    assertThat(made.accessKey()).matches("CIST[A-Z2-7]{16}");
    assertThat(made.secret()).hasSize(40);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(CredentialsFile.loadOrGenerate(file).root()).isEqualTo(made);
    assertThat(CredentialsFile.load(file).root()).isEqualTo(made);
  }

  @Test
  void everyGatewayHasItsOwn() throws IOException {
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      secrets.add(CredentialsFile.loadOrGenerate(directory.resolve("f" + i)).root().secret());
    }
    assertThat(secrets).hasSize(50);
  }

  @Test
  void allThatStartAtOnceHaveTheSameAndLeaveNothingBeside() throws Exception {
    Path file = directory.resolve("root");
    Set<Credential> found = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Credential> start = () -> CredentialsFile.loadOrGenerate(file).root();
      for (var started : threads.invokeAll(Collections.nCopies(32, start))) {
        found.add(started.get());
      }
    }
    assertThat(found).hasSize(1);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "access-key=AKIATEST\n",
        "secret-key=0123456789abcdef\n",
        "access-key=AKIATEST\nsecret-key=0123456789abcdef\nmore=1\n",
        "access-key=AKIATEST\nsecret-key=short-secret\n",
        "access-key=\nsecret-key=0123456789abcdef\n",
        "access-key=a/b\nsecret-key=0123456789abcdef\n"
      })
  void aFileOfAnythingElseIsRefusedWithoutSayingWhatItHolds(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("root"), text);
    assertThatThrownBy(() -> CredentialsFile.loadOrGenerate(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("short-secret")
        .hasMessageNotContaining("0123456789abcdef");
    assertThat(file).hasContent(text);
  }

  @Test
  void aFileThatIsNotThereIsNotMadeByReading() {
    assertThatThrownBy(() -> CredentialsFile.load(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ab,0123456789abcdef",
    "a b c,0123456789abcdef",
    "abc,0123456789abcde",
    "abc,0123456789 abcdef",
    "abc,0123456789abcdeü"
  })
  void aKeyOrSecretThatIsNoneIsRefused(String accessKey, String secret) {
    assertThatThrownBy(() -> new RootCredentials(accessKey, secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(secret);
  }

  @Test
  void onlyTheRootKeyIsKnownAndItsOwnerOutlivesIt() {
    RootCredentials one = new RootCredentials("first", "0123456789abcdef");
    RootCredentials other = new RootCredentials("second", "fedcba9876543210");
    assertThat(one.find("first")).contains(one.root());
    assertThat(one.find("second")).isEmpty();
    assertThat(one.find("FIRST")).isEmpty();
    assertThat(one.root().principal().id()).isEqualTo(other.root().principal().id()).hasSize(64);
    assertThat(one.root().principal().root()).isTrue();
  }
}
