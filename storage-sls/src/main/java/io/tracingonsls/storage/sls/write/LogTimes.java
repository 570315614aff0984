// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import java.time.Clock;
import java.time.Duration;

/**
 * The time of a span's log: its start, unless Log Service would not take it. Such a log gets the present time; its row keeps the true start.
 * Thread-safe.
 */
public final class LogTimes {
  private static final long MAX_SECONDS = Integer.MAX_VALUE;

  private final Clock clock;
  private final Duration maxPast;
  private final Duration maxFuture;

  public LogTimes(Clock clock, Duration maxPast, Duration maxFuture) {
    this.clock = clock;
    this.maxPast = maxPast;
    this.maxFuture = maxFuture;
  }

  long nowSeconds() {
    return clock.millis() / 1000;
  }

  /** Seconds since the epoch. */
  long logSeconds(long startNanos, long nowSeconds) {
    long start = Math.floorDiv(startNanos, 1_000_000_000L);
    boolean tooOld = !maxPast.isZero() && start < nowSeconds - maxPast.toSeconds();
    boolean tooNew = !maxFuture.isZero() && start > nowSeconds + maxFuture.toSeconds();
    return tooOld || tooNew || start < 1 || start >= MAX_SECONDS ? nowSeconds : start;
  }
}
