// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.model.Span;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Brings times into what a store can hold: start from 1970 on, end not before start and not beyond the year 2262. */
final class TimeRules implements SpanSanitizer {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public Span sanitize(Span span) {
    long start = span.startNanos();
    long duration = span.durationNanos();
    boolean fine = start >= 0
        && duration >= 0
        && start != Long.MAX_VALUE
        && duration <= Long.MAX_VALUE - start;
    return fine ? span : repaired(span, start, duration);
  }

  private static Span repaired(Span span, long start, long duration) {
    Span.Builder builder = span.toBuilder();
    long newStart = start;
    if (start < 0) {
      newStart = 0;
      builder.addWarning("start time " + start + " ns is before 1970, set to 0");
    } else if (start == Long.MAX_VALUE) {
      builder.addWarning("start time is beyond the year 2262, set to its end");
    }
    long newDuration = duration;
    if (duration < 0) {
      newDuration = newStart == Long.MAX_VALUE ? 0 : 1;
      builder.addWarning(negativeDuration(newStart, duration));
    } else if (duration > Long.MAX_VALUE - newStart) {
      newDuration = Long.MAX_VALUE - newStart;
      builder.addWarning(
          "duration " + duration + " ns leads beyond the year 2262, set to " + newDuration + " ns");
    }
    return builder.startNanos(newStart).durationNanos(newDuration).build();
  }

  /** The words of Jaeger 2, which some users search for. */
  private static String negativeDuration(long start, long duration) {
    return "Negative duration detected, sanitizing end timestamp. Original end timestamp: "
        + goTime(start + duration)
        + ", adjusted to: "
        + goTime(start == Long.MAX_VALUE ? start : start + 1);
  }

  private static String goTime(long nanos) {
    Instant instant = Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L));
    long fraction = Math.floorMod(nanos, 1_000_000_000L);
    String digits = fraction == 0
        ? ""
        : "." + String.format(Locale.ROOT, "%09d", fraction).replaceAll("0+$", "");
    return SECONDS.format(instant) + digits + " +0000 UTC";
  }
}
