// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.time.Clock;

/** When the spans of a load start: as they are sent, or in the order of sending over some hours that end now. */
final class StartTimes {
  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  private final long fromMicros;
  private final long spreadMicros;
  private final long spans;

  private StartTimes(long fromMicros, long spreadMicros, long spans) {
    this.fromMicros = fromMicros;
    this.spreadMicros = spreadMicros;
    this.spans = spans;
  }

  /** {@code hours} 0: as they are sent; else {@code spans} share the hours. */
  static StartTimes endingNow(long hours, long spans) {
    return new StartTimes(
        nowMicros() - hours * MICROS_PER_HOUR, hours * MICROS_PER_HOUR, Math.max(1, spans));
  }

  private static long nowMicros() {
    return Clock.systemUTC().millis() * 1_000;
  }

  /** The start of the span that is sent after so many others. */
  long micros(long sent) {
    return spreadMicros == 0
        ? nowMicros()
        : fromMicros + (long) (spreadMicros * Math.min(1.0, (double) sent / spans));
  }
}
