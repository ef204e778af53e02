package io.cistern.s3.dispatch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.testing.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedOwnerTest {
  private final ExpectedOwner owner = new ExpectedOwner(Requests.ROOT);

  @ParameterizedTest
  @ValueSource(strings = {"x-amz-expected-bucket-owner", "X-Amz-Source-Expected-Bucket-Owner"})
  void whoExpectsAnotherOwnerIsDenied(String name) {
    assertThatCode(() -> owner.require(headers(name, Requests.ROOT.id())))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> owner.require(headers(name, "111122223333")))
        .isInstanceOf(S3Exception.class)
        .hasMessage("Access Denied");
  }

  @Test
  void whoExpectsNobodyIsNotAsked() {
    assertThatCode(() -> owner.require(Headers.EMPTY)).doesNotThrowAnyException();
  }

  private static Headers headers(String name, String value) {
    return Headers.of(List.of(Map.entry(name, value)));
  }
}
