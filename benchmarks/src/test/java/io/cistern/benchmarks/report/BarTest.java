package io.cistern.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarTest {

  @Test
  void aMissedBarSaysByHowMuch() {
    assertThat(Bar.atMost("small", 120, 96).verdict()).isEqualTo("missed by 25 %");
    assertThat(Bar.atLeast("fast", 0.81, 0.9).verdict()).isEqualTo("missed by 10 %");
  }

  @Test
  void theLimitItselfIsMet() {
    assertThat(Bar.atMost("small", 96, 96).isMet()).isTrue();
    assertThat(Bar.atLeast("fast", 0.9, 0.9).isMet()).isTrue();
  }
}
