// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the process can accept requests. Thread-safe. Starts as unavailable. */
public final class Health {
  /**
   * One moment's view.
   *
   * @param upSince null while unavailable
   */
  public record View(boolean ready, @Nullable Instant upSince, Duration uptime) {}

  private final Clock clock;
  private volatile @Nullable Instant upSince;

  /** The clock gives the times shown. */
  public Health(Clock clock) {
    this.clock = clock;
  }

  /** All listeners are open. */
  public void ready() {
    if (upSince == null) {
      upSince = clock.instant();
    }
  }

  /** The process is about to stop. */
  public void unavailable() {
    upSince = null;
  }

  /** The state now. */
  public View view() {
    Instant since = upSince;
    return since == null
        ? new View(false, null, Duration.ZERO)
        : new View(true, since, Duration.between(since, clock.instant()));
  }
}
