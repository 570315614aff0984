// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

/** Seconds and nanosecond part in one number that sorts like them; an absent nanosecond part sorts before 0. */
public final class TimeKey {
  /** One more value than nanoseconds in a second, for "absent". The largest key is below 2^63. */
  private static final long STEP = 1_000_000_001L;

  private TimeKey() {}

  /** Key of a time; {@code nanosPart} is -1 when absent. */
  public static long of(long seconds, int nanosPart) {
    return seconds * STEP + nanosPart + 1;
  }

  /** The smallest key of a second. Seconds beyond what a log can carry are cut to its range. */
  public static long startOf(long seconds) {
    return Math.max(0, Math.min(seconds, 1L << 32)) * STEP;
  }

  /** Unix seconds of a key. */
  public static long seconds(long key) {
    return key / STEP;
  }

  /** Nanosecond part of a key, or -1. */
  public static int nanosPart(long key) {
    return (int) (key % STEP) - 1;
  }
}
