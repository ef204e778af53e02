package io.cistern.protocol.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;

/**
 * The newest {@link TlsIdentity} that the files held. Looks at the files' stamps at each use, that
 * is, at each handshake: no thread, and a rotated certificate is used from the next connection on.
 */
final class ReloadingIdentity {
  private static final Logger LOG = System.getLogger(ReloadingIdentity.class.getName());

  private final TlsFiles files;
  private List<Stamp> seen;
  private TlsIdentity identity;

  private ReloadingIdentity(TlsFiles files, List<Stamp> seen, TlsIdentity identity) {
    this.files = files;
    this.seen = seen;
    this.identity = identity;
  }

  /**
   * @throws IllegalArgumentException if the files do not fit together
   * @throws UncheckedIOException if one cannot be read
   */
  static ReloadingIdentity of(TlsFiles files) {
    try {
      List<Stamp> stamps = stamps(files);
      return new ReloadingIdentity(files, stamps, TlsIdentity.read(files));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + files, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot use " + files + ": " + e.getMessage(), e);
    }
  }

  synchronized TlsIdentity current() {
    try {
      List<Stamp> now = stamps(files);
      if (!now.equals(seen)) {
        seen = now;
        identity = TlsIdentity.read(files);
        LOG.log(Level.INFO, "certificates reloaded certificate=" + files.certificate());
      }
    } catch (IOException | GeneralSecurityException e) {
      // Seen half-replaced, perhaps: any further change of the files is a new chance.
      LOG.log(Level.WARNING, "changed certificates cannot be used, the old ones stay", e);
    }
    return identity;
  }

  private static List<Stamp> stamps(TlsFiles files) throws IOException {
    return List.of(Stamp.of(files.ca()), Stamp.of(files.certificate()), Stamp.of(files.key()));
  }

  /** What changes when a file is written or replaced. */
  private record Stamp(Object key, Object modified, long size) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          Objects.requireNonNullElse(attributes.fileKey(), file),
          attributes.lastModifiedTime(),
          attributes.size());
    }
  }
}
