// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

/** Times of rows whose writers used different units. The size of a start time since 1973 shows its unit. */
final class RowTimes {
  private static final long NANOS_FROM = 100_000_000_000_000_000L;
  private static final long MICROS_FROM = 100_000_000_000_000L;
  private static final long MILLIS_FROM = 100_000_000_000L;

  private RowTimes() {}

  /** Nanoseconds per unit of this start time. */
  static long unitNanos(long start) {
    if (start >= NANOS_FROM) {
      return 1;
    }
    if (start >= MICROS_FROM) {
      return 1_000;
    }
    return start >= MILLIS_FROM ? 1_000_000 : 1_000_000_000;
  }

  static long toNanos(long value) {
    return scaled(value, unitNanos(value));
  }

  static long scaled(long value, long unitNanos) {
    long high = Math.multiplyHigh(value, unitNanos);
    long low = value * unitNanos;
    if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
      return low;
    }
    return value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** The duration in nanoseconds, given that it has the unit of the start unless the end shows otherwise. */
  static long durationNanos(long start, long end, long duration) {
    long unit = unitNanos(start);
    if (end > start && duration > 0) {
      double ratio = (double) (end - start) / duration;
      if (ratio > 300 || ratio < 1.0 / 300) {
        return scaled(end - start, unit);
      }
    }
    return scaled(duration, unit);
  }

  /** The number, or 0 for anything that is not one. */
  static long number(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty()) {
      return 0;
    }
    try {
      return Long.parseLong(trimmed);
    } catch (NumberFormatException notWhole) {
      return decimal(trimmed);
    }
  }

  private static long decimal(String text) {
    try {
      return (long) Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
