package io.cistern.protocol.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test, made by the JDK's keytool. */
final class TestAuthority {
  private static final String PASSWORD = "of-no-secret";

  private final Path store;
  private final String name;
  private final List<String> keys;

  /** With EC keys. */
  TestAuthority(Path directory, String name) {
    this(directory, name, List.of("EC", "-groupname", "secp256r1"));
  }

  /**
   * @param keys an algorithm as keytool names it, and options for it
   */
  TestAuthority(Path directory, String name, List<String> keys) {
    this.store = directory.resolve(name + ".p12");
    this.name = name;
    this.keys = keys;
    keytool("-alias", "ca", "-dname", "CN=" + name, "-ext", "bc:c");
  }

  /** Writes the files of one that is signed by this authority, over those that are there. */
  TlsFiles issue(Path directory, String subject, String... extensions) {
    List<String> arguments =
        new ArrayList<>(List.of("-alias", subject, "-dname", "CN=" + subject, "-signer", "ca"));
    for (String extension : extensions) {
      arguments.add("-ext");
      arguments.add(extension);
    }
    keytool(arguments.toArray(String[]::new));
    TlsFiles files =
        new TlsFiles(
            directory.resolve(subject + "-ca.pem"),
            directory.resolve(subject + ".pem"),
            directory.resolve(subject + ".key"));
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Certificate authority = keys.getCertificate("ca");
      Certificate certificate = keys.getCertificate(subject);
      Key key = keys.getKey(subject, PASSWORD.toCharArray());
      Files.writeString(files.ca(), pem("CERTIFICATE", authority.getEncoded()));
      Files.writeString(files.certificate(), pem("CERTIFICATE", certificate.getEncoded()));
      Files.writeString(files.key(), pem("PRIVATE KEY", key.getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot issue for " + subject + " by " + name, e);
    }
    return files;
  }

  private static String pem(String what, byte[] der) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  private void keytool(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg"));
    command.addAll(keys);
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + output);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot run keytool", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
