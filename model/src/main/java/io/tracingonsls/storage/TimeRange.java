// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/**
 * Start times from {@code fromNanos} to {@code toNanos}, both included, in nanoseconds since the epoch.
 *
 * <p>{@link #ALL} reaches from the beginning to the end of time; stores clamp it to their retention.
 */
public record TimeRange(long fromNanos, long toNanos) {
  public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

  public static TimeRange ofMicros(long fromMicros, long toMicros) {
    return new TimeRange(saturated(fromMicros, 0), saturated(toMicros, 999));
  }

  public boolean contains(long nanos) {
    return nanos >= fromNanos && nanos <= toNanos;
  }

  private static long saturated(long micros, long extraNanos) {
    if (micros > Long.MAX_VALUE / 1000 - 1) {
      return Long.MAX_VALUE;
    }
    return micros < Long.MIN_VALUE / 1000 + 1 ? Long.MIN_VALUE : micros * 1000 + extraNanos;
  }
}
