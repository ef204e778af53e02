package io.cistern.s3.store.rocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of our own, to be killed or to be kept short of memory. */
public final class Child {
  private Child() {}

  /**
   * Starts {@code main} with this class path.
   *
   * @param directory for what the child leaves when it is killed
   */
  public static Process start(
      Path directory, List<String> jvmArguments, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvmArguments);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // RocksDB unpacks its library there, and a killed process does not remove it
    Path library = Files.createDirectories(directory.resolve("library"));
    Files.deleteIfExists(library.resolve("librocksdbjni-linux64.so"));
    builder.environment().put("ROCKSDB_SHAREDLIB_DIR", library.toString());
    builder.redirectError(directory.resolve("stderr").toFile());
    return builder.start();
  }
}
