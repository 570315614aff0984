// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. */
final class MovableClock extends Clock {
  private volatile long seconds;

  MovableClock(long seconds) {
    this.seconds = seconds;
  }

  void set(long value) {
    seconds = value;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(seconds);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
