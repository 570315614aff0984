// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

/**
 * The next probability of an operation, by Jaeger's rule. Pure: every collector gets the same from the same numbers.
 *
 * <p>A rate within the tolerance changes nothing. A rate that is too high is answered at once, one that is too low by at most doubling the
 * probability, because too many samples cost more than too few. A window in which only the lower bound let spans through doubles it too.
 * Rates that were not sampled with the present probability say nothing about it, so they are ignored: it takes some windows until all
 * clients have asked for it. An operation without any span keeps its probability (Jaeger goes on to apply its last rate, which counts it
 * again in each window).
 */
final class ProbabilityRule {
  private static final double MOST = 1;
  private static final double LARGEST_FACTOR = 2;
  private static final double SAME = 1e-6;

  private final AdaptiveSettings settings;
  private final double[] weights;

  ProbabilityRule(AdaptiveSettings settings) {
    this.settings = settings;
    this.weights = new double[settings.bucketsForCalculation()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.pow((double) weights.length - i, 4);
    }
  }

  /**
   * The probability after a window that had spans of the operation.
   *
   * @param rates samples a second of the latest windows, the latest first; not a number ends them
   * @param applied probabilities that clients applied in the window
   */
  double next(double probability, double[] rates, double[] applied) {
    double rate = average(rates);
    double target = settings.targetSamplesPerSecond();
    boolean near = Math.abs(rate - target) / target < settings.deltaTolerance();
    if (near || !isInUse(probability, applied)) {
      return probability;
    }
    double factor = rate < 1e-9 ? LARGEST_FACTOR : Math.min(LARGEST_FACTOR, target / rate);
    return Math.min(MOST, Math.max(settings.minProbability(), probability * factor));
  }

  private double average(double[] rates) {
    int count = 0;
    while (count < weights.length && !Double.isNaN(rates[count])) {
      count++;
    }
    double sum = 0;
    double total = 0;
    for (int i = 0; i < count; i++) {
      double weight = weights[i + weights.length - count];
      sum += weight * rates[i];
      total += weight;
    }
    return count == 0 ? 0 : sum / total;
  }

  private boolean isInUse(double probability, double[] applied) {
    if (isSame(probability, settings.initialProbability())) {
      return true;
    }
    for (double one : applied) {
      if (isSame(one, probability)) {
        return true;
      }
    }
    return false;
  }

  static boolean isSame(double a, double b) {
    return Math.abs(a - b) < SAME;
  }
}
