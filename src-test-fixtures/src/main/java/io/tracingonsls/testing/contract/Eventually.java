// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition instead of sleeping for a guess. */
public final class Eventually {
  private Eventually() {}

  /** Repeats an assertion until it holds; after {@code patience} its last failure is thrown. */
  public static void holds(Duration patience, Runnable assertion) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() - deadline > 0) {
          throw notYet;
        }
        LockSupport.parkNanos(5_000_000);
      }
    }
  }
}
