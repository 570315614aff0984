// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client should do.
 *
 * @param maxTracesPerSecond of a rate-limiting strategy
 * @param samplingRate of a probabilistic one, 0 to 1; not a number when only operations have rates
 * @param operations null when all operations are treated alike
 */
public record SamplingStrategy(
    Type type,
    double samplingRate,
    int maxTracesPerSecond,
    @Nullable PerOperation operations) {
  /** The two kinds that clients know. */
  public enum Type {
    PROBABILISTIC(0),
    RATE_LIMITING(1);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    /** The number of the Thrift definition. */
    public int number() {
      return number;
    }
  }

  /**
   * Different rates by operation.
   *
   * @param defaultProbability of operations not named
   * @param lowerBoundTracesPerSecond what is kept at least
   */
  public record PerOperation(
      double defaultProbability, double lowerBoundTracesPerSecond, List<Operation> operations) {
    /** Copies the list. */
    public PerOperation {
      operations = List.copyOf(operations);
    }
  }

  /** One operation's rate. */
  public record Operation(String name, double samplingRate) {}

  /** Keep this share of the traces. */
  public static SamplingStrategy probabilistic(double rate) {
    return new SamplingStrategy(Type.PROBABILISTIC, rate, 0, null);
  }

  /** Keep so many traces a second. */
  public static SamplingStrategy rateLimiting(int tracesPerSecond) {
    return new SamplingStrategy(Type.RATE_LIMITING, 0, tracesPerSecond, null);
  }

  /** Keep shares of the traces that depend on their operations; no share is named for all. */
  public static SamplingStrategy byOperation(PerOperation operations) {
    return new SamplingStrategy(Type.PROBABILISTIC, Double.NaN, 0, operations);
  }

  /** Whether {@link #samplingRate} is one. */
  public boolean hasSamplingRate() {
    return type == Type.PROBABILISTIC && !Double.isNaN(samplingRate);
  }

  /** The same with other rates for some operations. */
  public SamplingStrategy withOperations(@Nullable PerOperation value) {
    return new SamplingStrategy(type, samplingRate, maxTracesPerSecond, value);
  }
}
