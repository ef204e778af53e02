package io.cistern.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractStringAssert;

/** Calls that must be refused. */
final class Expect {
  private Expect() {}

  /** The call ends with this status; its description is for the caller to look at. */
  static AbstractStringAssert<?> status(Status.Code code, Supplier<?> call) {
    Status refusal = refusal(call);
    assertThat(refusal.getCode()).as(refusal.toString()).isEqualTo(code);
    return assertThat(refusal.getDescription());
  }

  /** The status of a call that must not succeed. */
  static Status refusal(Supplier<?> call) {
    StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::get);
    assertThat(refused).as("the refusal of a call").isNotNull();
    return refused.getStatus();
  }
}
