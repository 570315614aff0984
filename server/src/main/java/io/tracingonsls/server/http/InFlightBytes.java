// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all requests in work against one limit. Thread-safe. */
final class InFlightBytes {
  private final long max;
  private final AtomicLong used = new AtomicLong();

  InFlightBytes(long max) {
    this.max = max;
  }

  static InFlightBytes unlimited() {
    return new InFlightBytes(Long.MAX_VALUE);
  }

  long used() {
    return used.get();
  }

  Share newShare() {
    return new Share();
  }

  /** The part that one request holds. */
  final class Share {
    private final AtomicLong held = new AtomicLong();

    /** Takes more bytes, or nothing and false when the limit would be passed. */
    boolean tryReserve(long bytes) {
      if (used.addAndGet(bytes) > max) {
        used.addAndGet(-bytes);
        return false;
      }
      held.addAndGet(bytes);
      return true;
    }

    void release() {
      used.addAndGet(-held.getAndSet(0));
    }
  }
}
