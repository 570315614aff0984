// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the spans that all requests of a server hold in memory together. Thread-safe. */
public final class SpanBudget {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  public SpanBudget(long most) {
    this.most = most;
  }

  /**
   * Takes room for some spans.
   *
   * @throws OverloadedException if there is none left
   */
  void take(int spans) {
    if (held.addAndGet(spans) > most) {
      held.addAndGet(-spans);
      throw new OverloadedException();
    }
  }

  /** Gives room back. */
  void give(long spans) {
    held.addAndGet(-spans);
  }

  /** Spans held now. */
  public long held() {
    return held.get();
  }
}
