// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProbabilityRuleTest {
  private static final double NONE = Double.NaN;

  private static double next(double probability, double rate, double... applied) {
    return new ProbabilityRule(AdaptiveSettings.DEFAULTS)
        .next(probability, new double[] {rate}, applied);
  }

  @Test
  void rateWithinTolerance_changesNothing() {
    assertThat(next(0.01, 1.29, 0.01)).isEqualTo(0.01);
    assertThat(next(0.01, 0.71, 0.01)).isEqualTo(0.01);
  }

  @Test
  void rateTooHigh_isAnsweredAtOnce() {
    assertThat(next(0.5, 100, 0.5)).isCloseTo(0.005, within(1e-12));
  }

  @Test
  void rateTooLow_doublesAtMost() {
    assertThat(next(0.1, 0.01, 0.1)).isEqualTo(0.2);
    assertThat(next(0.1, 0.625, 0.1)).isCloseTo(0.16, within(1e-12));
    assertThat(next(0.1, 0, 0.1)).isEqualTo(0.2);
  }

  @Test
  void probabilityStaysWithinItsBounds() {
    assertThat(next(0.9, 0, 0.9)).isEqualTo(1);
    assertThat(next(2e-5, 1e9, 2e-5)).isEqualTo(1e-5);
  }

  @Test
  void rateOfAnotherProbability_saysNothing() {
    assertThat(next(0.1, 100, 0.4)).isEqualTo(0.1);
    assertThat(next(0.1, 100)).isEqualTo(0.1);
    assertThat(next(0.1, 100, 0.4, 0.1000001)).isCloseTo(0.001, within(1e-12));
  }

  @Test
  void initialProbability_isTakenToBeInUse() {
    assertThat(next(0.001, 0, 0.7)).isEqualTo(0.002);
  }

  @Test
  void laterRatesWeighMore() {
    AdaptiveSettings settings = new AdaptiveSettings(
        1, 0.3, 2, Duration.ofMinutes(1), 10, Duration.ofMinutes(2), 0.001, 1e-5, 1.0 / 60);
    ProbabilityRule rule = new ProbabilityRule(settings);
    // Weights 16 and 1: (16 * 10 + 1 * 27) / 17 = 11.
    assertThat(rule.next(0.5, new double[] {10, 27}, new double[] {0.5}))
        .isCloseTo(0.5 / 11, within(1e-12));
    assertThat(rule.next(0.5, new double[] {10, NONE}, new double[] {0.5}))
        .isCloseTo(0.05, within(1e-12));
  }
}
