// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

/** Microseconds to nanoseconds and back, for protocols that count in microseconds. */
public final class Micros {
  private static final long MAX = Long.MAX_VALUE / 1000;
  private static final long MIN = Long.MIN_VALUE / 1000;

  private Micros() {}

  /** Saturates: times beyond the years 1677 to 2262 become the nearest that a long of nanoseconds can hold. */
  public static long toNanos(long micros) {
    if (micros > MAX) {
      return Long.MAX_VALUE;
    }
    return micros < MIN ? Long.MIN_VALUE : micros * 1000;
  }
}
