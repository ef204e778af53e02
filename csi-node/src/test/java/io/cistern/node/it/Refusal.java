package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that a call is refused with a status, and hands its text on. */
final class Refusal {
  private Refusal() {}

  static AbstractStringAssert<?> of(Status.Code code, ThrowingCallable call) {
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(refused).as("a refusal with " + code).isNotNull();
    assertThat(refused.getStatus().getCode())
        .as(String.valueOf(refused.getStatus().getDescription()))
        .isEqualTo(code);
    return assertThat(String.valueOf(refused.getStatus().getDescription()));
  }
}
