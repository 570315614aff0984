// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.time.Duration;

/** A moment on the monotonic clock by which something must be done. */
public final class Deadline {
  private final long atNanoTime;

  private Deadline(long atNanoTime) {
    this.atNanoTime = atNanoTime;
  }

  /** {@code timeout} from now; more than a century counts as a century. */
  public static Deadline after(Duration timeout) {
    Duration longest = Duration.ofDays(36_500);
    Duration bounded = timeout.compareTo(longest) > 0 ? longest : timeout;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  /** Time left; never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanoTime - System.nanoTime()));
  }

  public boolean expired() {
    return atNanoTime - System.nanoTime() <= 0;
  }

  /** The earlier of both. */
  public Deadline atMost(Duration timeout) {
    Deadline other = after(timeout);
    return other.atNanoTime - atNanoTime < 0 ? other : this;
  }
}
