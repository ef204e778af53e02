package io.cistern.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import io.cistern.pool.model.PoolError;
import io.grpc.Status;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, NOT_FOUND",
    "INVALID_ARGUMENT, USAGE",
    "OUT_OF_RANGE, USAGE",
    "ALREADY_EXISTS, CONFLICT",
    "FAILED_PRECONDITION, CONFLICT",
    "ABORTED, CONFLICT",
    "RESOURCE_EXHAUSTED, NO_SPACE",
    "UNAVAILABLE, UNAVAILABLE",
    "DEADLINE_EXCEEDED, UNAVAILABLE",
    "DATA_LOSS, FAILURE",
    "INTERNAL, FAILURE",
    "UNKNOWN, FAILURE"
  })
  void aStatusKeepsItsMessageAndHasAnExitCode(Status.Code code, ExitCode exitCode) {
    CommandFailure failure =
        Failures.of(code.toStatus().withDescription("what is wrong").asRuntimeException());
    assertThat(failure.exitCode()).isEqualTo(exitCode);
    assertThat(failure).hasMessage("what is wrong");
  }

  @Test
  void aServiceThatDoesNotRunComesWithTheRemedy() {
    assertThat(Failures.of(Status.UNAVAILABLE.asRuntimeException()).remedy())
        .contains("cistern up");
  }

  @Test
  void errorsOfThePoolAndTheKernelHaveExitCodesToo() {
    assertThat(code(new PoolError.NotFound("x"))).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(code(new PoolError.Busy("x"))).isEqualTo(ExitCode.CONFLICT);
    assertThat(code(new PoolError.OutOfSpace("x"))).isEqualTo(ExitCode.NO_SPACE);
    assertThat(code(new PoolError.Invalid("x"))).isEqualTo(ExitCode.USAGE);
    assertThat(code(new LinuxException(Errno.EBUSY, "umount2", "/x", "")))
        .isEqualTo(ExitCode.CONFLICT);
    assertThat(code(new IOException("x"))).isEqualTo(ExitCode.FAILURE);
    assertThat(code(new IllegalArgumentException("x"))).isEqualTo(ExitCode.USAGE);
  }

  private static ExitCode code(Exception wrong) {
    return Failures.of(wrong).exitCode();
  }
}
