// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import java.time.Duration;

/**
 * How adaptive sampling works; the same on all collectors of one store. Names and defaults are Jaeger's.
 *
 * @param targetSamplesPerSecond samples that each operation should give
 * @param deltaTolerance share by which the target may be missed without a change
 * @param bucketsForCalculation windows whose rates are averaged, later ones weighing more
 * @param calculationInterval length of a window, whole seconds
 * @param aggregationBuckets windows without spans after which an operation is forgotten
 * @param delay how long after its end a window is taken to be complete
 * @param initialProbability of operations that nothing is known about
 * @param minProbability below which no probability goes
 * @param minSamplesPerSecond what clients let through whatever the probability
 */
public record AdaptiveSettings(
    double targetSamplesPerSecond,
    double deltaTolerance,
    int bucketsForCalculation,
    Duration calculationInterval,
    int aggregationBuckets,
    Duration delay,
    double initialProbability,
    double minProbability,
    double minSamplesPerSecond) {
  /** Jaeger's defaults. */
  public static final AdaptiveSettings DEFAULTS = new AdaptiveSettings(
      1, 0.3, 1, Duration.ofMinutes(1), 10, Duration.ofMinutes(2), 0.001, 1e-5, 1.0 / 60);

  private static final int MAX_BUCKETS = 1000;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming Jaeger's flag of the value that is wrong
   */
  public AdaptiveSettings {
    check("target-samples-per-second", targetSamplesPerSecond, targetSamplesPerSecond > 0);
    check("delta-tolerance", deltaTolerance, deltaTolerance >= 0 && deltaTolerance <= 1);
    check(
        "aggregation-buckets",
        aggregationBuckets,
        aggregationBuckets >= 1 && aggregationBuckets <= MAX_BUCKETS);
    check(
        "buckets-for-calculation",
        bucketsForCalculation,
        bucketsForCalculation >= 1 && bucketsForCalculation <= aggregationBuckets);
    boolean wholeSeconds =
        calculationInterval.toSeconds() >= 1 && calculationInterval.toNanosPart() == 0;
    check("calculation-interval", calculationInterval, wholeSeconds);
    check("delay", delay, !delay.isNegative());
    check("initial-sampling-probability", initialProbability, isProbability(initialProbability));
    check("min-sampling-probability", minProbability, isProbability(minProbability));
    check("min-samples-per-second", minSamplesPerSecond, minSamplesPerSecond >= 0);
  }

  private static boolean isProbability(double value) {
    return value > 0 && value <= 1;
  }

  private static void check(String flag, Object value, boolean good) {
    if (!good) {
      throw new IllegalArgumentException(
          "sampling." + flag + ": " + value + " (expected: " + expected(flag) + ")");
    }
  }

  private static String expected(String flag) {
    return switch (flag) {
      case "delta-tolerance" -> "0 to 1";
      case "aggregation-buckets" -> "1 to " + MAX_BUCKETS;
      case "buckets-for-calculation" -> "1 to sampling.aggregation-buckets";
      case "calculation-interval" -> "whole seconds, at least 1s";
      case "initial-sampling-probability", "min-sampling-probability" -> "more than 0, at most 1";
      case "target-samples-per-second" -> "more than 0";
      default -> "not negative";
    };
  }

  /** Length of a window. */
  long intervalSeconds() {
    return calculationInterval.toSeconds();
  }

  /** Start of the window that the moment falls into; windows begin at multiples of their length since the epoch. */
  long windowAt(long millis) {
    return Math.floorDiv(millis, 1000 * intervalSeconds()) * intervalSeconds();
  }

  /** Start of the last window that is complete at the moment. */
  long lastClosed(long millis) {
    return windowAt(millis - delay.toMillis()) - intervalSeconds();
  }
}
