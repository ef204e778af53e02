package io.cistern.s3.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The file of the root credentials: a line {@code access-key=...} and a line {@code
 * secret-key=...}.
 */
public final class CredentialsFile {
  private static final String ACCESS = "access-key";
  private static final String SECRET = "secret-key";

  private CredentialsFile() {}

  /**
   * Reads the file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it holds anything else; what it holds is not in the message
   */
  public static RootCredentials load(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    if (!values.keySet().equals(Set.of(ACCESS, SECRET))) {
      throw new IllegalArgumentException(
          "%s is to have the lines %s=... and %s=...".formatted(file, ACCESS, SECRET));
    }
    return new RootCredentials(
        String.valueOf(values.get(ACCESS)), String.valueOf(values.get(SECRET)));
  }

  /**
   * Reads the file; makes it first, with random credentials and readable by its owner only, where
   * there is none. It is on stable storage on return, and of many that start at once all return the
   * same.
   *
   * @throws IOException if it can be neither read nor made
   * @throws IllegalArgumentException as {@link #load}
   */
  public static RootCredentials loadOrGenerate(Path file) throws IOException {
    if (!Files.exists(file)) {
      generate(file);
    }
    return load(file);
  }

  private static void generate(Path file) throws IOException {
    Path directory = file.toAbsolutePath().resolveSibling("");
    String text =
        "%s=%s%n%s=%s%n"
            .formatted(
                ACCESS, RandomCredentials.accessKey(), SECRET, RandomCredentials.secretKey());
    Path fresh = directory.resolve("." + file.getFileName() + "." + RandomCredentials.letters(12));
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      // a link, unlike a rename, never takes the place of another's file
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException another) {
      if (!Files.exists(file)) {
        throw another;
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
