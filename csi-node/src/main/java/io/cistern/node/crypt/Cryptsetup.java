package io.cistern.node.crypt;

import io.cistern.linux.block.BlockDevice;
import io.cistern.node.error.NodeError;
import io.cistern.node.filesystem.Tool;
import io.cistern.node.request.Passphrase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * cryptsetup, the one class that knows its options, its exit codes and its words. The passphrase
 * goes through its standard input and nowhere else.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/cryptsetup.8.html">cryptsetup(8)</a>
 */
final class Cryptsetup {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int NO_PERMISSION = 2;
  private static final int BUSY = 5;

  /**
   * Argon2id as RFC 9106 has it for small machines: 64 MiB, four lanes, and the fewest passes that
   * cryptsetup allows. Not measured on the machine, so that making a volume takes no longer on a
   * busy one, and opening it never needs more memory than this.
   */
  private static final List<String> KEY_DERIVATION =
      List.of(
          "--pbkdf=argon2id",
          "--pbkdf-memory=65536",
          "--pbkdf-parallel=4",
          "--pbkdf-force-iterations=4");

  private static final List<String> FORMAT =
      List.of(
          "--batch-mode",
          "--type=luks2",
          "--cipher=aes-xts-plain64",
          "--key-size=512",
          "--sector-size=4096",
          // Sectors of 512 bytes: where the pool's header size says that the data begins.
          "--offset=32768");

  /** One derivation at a time: when a node starts, all its volumes are opened at once. */
  private static final ReentrantLock DERIVING = new ReentrantLock();

  private Cryptsetup() {}

  /** Makes a new header, over whatever is there. Durable on return. */
  static void format(Path device, Passphrase passphrase) {
    List<String> arguments = new ArrayList<>(List.of("luksFormat"));
    arguments.addAll(FORMAT);
    arguments.addAll(KEY_DERIVATION);
    arguments.addAll(List.of("--key-file=-", device.toString()));
    run(arguments, passphrase);
    BlockDevice.flush(device);
  }

  /**
   * Opens a device. The volume key is kept by dm-crypt itself and not by a keyring, so that it can
   * be resized without the passphrase.
   */
  static void open(Path device, String name, Passphrase passphrase) {
    run(
        List.of(
            "open",
            "--type=luks2",
            "--disable-keyring",
            // Thin volumes give space back; where it is holes tell as much already.
            "--allow-discards",
            "--key-file=-",
            device.toString(),
            name),
        passphrase);
  }

  static void resize(String name) {
    check("resize", tool().run(LIMIT, List.of("resize", name)));
  }

  static void close(String name) {
    check("close", tool().run(LIMIT, List.of("close", name)));
  }

  private static void run(List<String> arguments, Passphrase passphrase) {
    Tool tool = tool();
    Tool.Outcome outcome;
    DERIVING.lock();
    try {
      outcome = tool.run(LIMIT, arguments, passphrase.bytes());
    } finally {
      DERIVING.unlock();
    }
    check(arguments.getFirst(), outcome);
  }

  private static Tool tool() {
    return Tool.find("cryptsetup")
        .orElseThrow(
            () ->
                NodeError.precondition(
                    "cryptsetup is not installed on this node, and encrypted volumes need it"));
  }

  private static void check(String action, Tool.Outcome outcome) {
    if (outcome.exitCode() == 0) {
      return;
    }
    String said = outcome.output();
    if (outcome.exitCode() == NO_PERMISSION) {
      throw NodeError.unauthenticated(
          "the passphrase does not open the volume; it was left as it is");
    }
    if (said.contains("Cannot initialize device-mapper")
        || said.contains("unknown target type")
        || said.contains("failed: Invalid argument")) {
      throw NodeError.precondition(
          "this node's kernel cannot encrypt volumes: it needs dm-crypt (module dm_crypt) and the"
              + " cipher aes-xts-plain64: "
              + said);
    }
    if (said.contains("is not a valid LUKS device")) {
      throw NodeError.corrupt(
          "the volume has lost its LUKS2 header; restore it from a snapshot: " + said);
    }
    if (outcome.exitCode() == BUSY) {
      throw NodeError.precondition("the encrypted device is still in use: " + said);
    }
    throw NodeError.failed(
        "cryptsetup %s failed with exit code %d: %s".formatted(action, outcome.exitCode(), said));
  }
}
