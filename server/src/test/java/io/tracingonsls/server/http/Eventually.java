// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition with a deadline. */
final class Eventually {
  private Eventually() {}

  static void assertThat(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("condition did not come true in time");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
