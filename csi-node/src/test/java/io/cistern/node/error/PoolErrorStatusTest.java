package io.cistern.node.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.LinuxException;
import io.cistern.pool.model.PoolError;
import io.grpc.Status;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoolErrorStatusTest {
  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(new PoolError.NotFound("m"), Status.Code.NOT_FOUND),
        Arguments.of(new PoolError.AlreadyExists("m"), Status.Code.ALREADY_EXISTS),
        Arguments.of(new PoolError.Invalid("m"), Status.Code.INVALID_ARGUMENT),
        Arguments.of(new PoolError.SizeOutOfRange("m"), Status.Code.OUT_OF_RANGE),
        Arguments.of(new PoolError.OutOfSpace("m"), Status.Code.RESOURCE_EXHAUSTED),
        Arguments.of(new PoolError.Precondition("m"), Status.Code.FAILED_PRECONDITION),
        Arguments.of(new PoolError.Busy("m"), Status.Code.ABORTED),
        Arguments.of(new PoolError.Io("m", new Exception()), Status.Code.INTERNAL),
        Arguments.of(new PoolError.Corrupt("m"), Status.Code.DATA_LOSS),
        Arguments.of(NodeError.notFound("m"), Status.Code.NOT_FOUND),
        Arguments.of(NodeError.alreadyExists("m"), Status.Code.ALREADY_EXISTS),
        Arguments.of(NodeError.invalid("m"), Status.Code.INVALID_ARGUMENT),
        Arguments.of(NodeError.precondition("m"), Status.Code.FAILED_PRECONDITION),
        Arguments.of(NodeError.unauthenticated("m"), Status.Code.UNAUTHENTICATED),
        Arguments.of(NodeError.busy("m"), Status.Code.ABORTED),
        Arguments.of(NodeError.unavailable("m"), Status.Code.UNAVAILABLE),
        Arguments.of(NodeError.failed("m"), Status.Code.INTERNAL),
        Arguments.of(NodeError.corrupt("m"), Status.Code.DATA_LOSS),
        Arguments.of(new LinuxException(5, "read", "m"), Status.Code.INTERNAL),
        Arguments.of(new IllegalStateException("m"), Status.Code.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyErrorHasItsStatus(Throwable error, Status.Code code) {
    Status status = new PoolErrorStatus().apply(error);

    assertThat(status.getCode()).isEqualTo(code);
    if (code != Status.Code.UNKNOWN) {
      assertThat(status.getDescription()).contains("m");
    }
  }
}
