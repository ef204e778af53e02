package io.cistern.linux;

/**
 * A system call or ioctl failed: which one, on what, and with which errno.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public final class LinuxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int errnoCode;
  private final String syscall;
  private final String path;

  /**
   * @param errnoCode the kernel's number
   * @param syscall the call or ioctl, such as {@code mount} or {@code LOOP_CONFIGURE}
   * @param path what it was called on
   */
  public LinuxException(int errnoCode, String syscall, String path) {
    this(errnoCode, syscall, path, "");
  }

  /**
   * @param detail what the kernel cannot say, appended to the message; may be empty
   */
  public LinuxException(int errnoCode, String syscall, String path, String detail) {
    super(message(errnoCode, syscall, path, detail));
    this.errnoCode = errnoCode;
    this.syscall = syscall;
    this.path = path;
  }

  /** An error by name, with what the kernel cannot say appended to the message. */
  public LinuxException(Errno errno, String syscall, String path, String detail) {
    this(errno.code(), syscall, path, detail);
  }

  /** The error, {@link Errno#UNKNOWN} for a code that has no name here. */
  public Errno errno() {
    return Errno.of(errnoCode);
  }

  /** The kernel's number for the error. */
  public int errnoCode() {
    return errnoCode;
  }

  /** The call or ioctl that failed. */
  public String syscall() {
    return syscall;
  }

  /** What the call was made on. */
  public String path() {
    return path;
  }

  private static String message(int errnoCode, String syscall, String path, String detail) {
    Errno errno = Errno.of(errnoCode);
    String name = errno == Errno.UNKNOWN ? "errno " + errnoCode : errno.name();
    String said = syscall + " " + path + ": " + errno.text() + " (" + name + ")";
    return detail.isEmpty() ? said : said + ": " + detail;
  }
}
