// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.storage.TimeRange;

/** Windows given by end and length in milliseconds, without overflow. */
final class MillisRange {
  private MillisRange() {}

  /** From {@code end - length} to {@code end}; what lies before 1970 is cut. */
  static TimeRange endingAt(long endMillis, long lengthMillis) {
    long start = lengthMillis > endMillis ? 0 : endMillis - lengthMillis;
    return new TimeRange(nanos(start), nanos(endMillis));
  }

  private static long nanos(long millis) {
    return millis > Long.MAX_VALUE / 1_000_000 ? Long.MAX_VALUE : millis * 1_000_000;
  }
}
