package io.cistern.linux.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the kernel answers to a call that must fail. */
public final class Errors {

  private Errors() {}

  /** The errno of a call that fails. */
  public static Errno of(ThrowingCallable action) {
    LinuxException e = catchThrowableOfType(LinuxException.class, action);
    assertThat(e).as("an error of the kernel").isNotNull();
    return e.errno();
  }
}
