// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When what a connection does now has taken too long. One timer per connection looks from time to time, which is cheaper than one per request. */
final class TimeLimit {
  private final ScheduledFuture<?> timer;
  private long endNanos = System.nanoTime();

  /** Calls {@code look} on the event loop until {@link #stop}. */
  TimeLimit(EventExecutor loop, long tickNanos, Runnable look) {
    timer = loop.scheduleWithFixedDelay(look, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
  }

  void restart(Duration time) {
    endNanos = System.nanoTime() + time.toNanos();
  }

  boolean isOver() {
    return System.nanoTime() - endNanos > 0;
  }

  void stop() {
    timer.cancel(false);
  }
}
