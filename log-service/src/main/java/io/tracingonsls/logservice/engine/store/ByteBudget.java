// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that may be in use at once. Thread-safe. */
final class ByteBudget {
  private final long max;
  private final AtomicLong used = new AtomicLong();

  ByteBudget(long max) {
    this.max = max;
  }

  /** Takes bytes; false when they would exceed the maximum and something is in use already. */
  boolean take(long bytes) {
    while (true) {
      long before = used.get();
      if (before > 0 && before + bytes > max) {
        return false;
      }
      if (used.compareAndSet(before, before + bytes)) {
        return true;
      }
    }
  }

  /** Gives bytes back, or takes them unasked when negative. */
  void give(long bytes) {
    used.addAndGet(-bytes);
  }

  boolean exceeded() {
    return used.get() > max;
  }

  long used() {
    return used.get();
  }
}
