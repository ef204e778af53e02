package io.cistern.controller.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cistern.controller.ControllerError;
import io.grpc.Status;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControllerErrorsTest {
  static Stream<Arguments> table() {
    return Stream.of(
        arguments(new ControllerError.Invalid("why"), Status.Code.INVALID_ARGUMENT),
        arguments(new ControllerError.SizeOutOfRange("why"), Status.Code.OUT_OF_RANGE),
        arguments(new ControllerError.NotFound("why"), Status.Code.NOT_FOUND),
        arguments(new ControllerError.AlreadyExists("why"), Status.Code.ALREADY_EXISTS),
        arguments(new ControllerError.NoSpace("why"), Status.Code.RESOURCE_EXHAUSTED),
        arguments(new ControllerError.Precondition("why"), Status.Code.FAILED_PRECONDITION),
        arguments(new ControllerError.Busy("why"), Status.Code.ABORTED),
        arguments(new ControllerError.BadToken("why"), Status.Code.ABORTED),
        arguments(new ControllerError.Unreachable("why"), Status.Code.UNAVAILABLE),
        arguments(
            new ControllerError.Refused(Status.DATA_LOSS.withDescription("why")),
            Status.Code.DATA_LOSS));
  }

  @ParameterizedTest
  @MethodSource("table")
  void everyErrorHasItsStatusAndKeepsItsMessage(ControllerError error, Status.Code code) {
    Status status = ControllerErrors.statusOf(error);
    assertThat(status.getCode()).isEqualTo(code);
    assertThat(status.getDescription()).isEqualTo("why");
  }

  @Test
  void theTableNamesEveryError() {
    Set<Class<?>> named = new HashSet<>();
    table().forEach(row -> named.add(Objects.requireNonNull(row.get()[0]).getClass()));
    assertThat(named).isEqualTo(Set.of(ControllerError.class.getPermittedSubclasses()));
  }

  @Test
  void anythingElseIsUnknownSoThatItIsLogged() {
    assertThat(ControllerErrors.statusOf(new IllegalStateException("a fault")).getCode())
        .isEqualTo(Status.Code.UNKNOWN);
  }
}
