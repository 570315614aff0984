// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.server.settings.DurationText;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads a moment as people write it: {@code now}, {@code -1h}, {@code 2026-11-25}, {@code 2026-11-25T10:00:00Z}, seconds since the epoch. */
final class TimeText {
  private final Clock clock;

  TimeText(Clock clock) {
    this.clock = clock;
  }

  /** Seconds since the epoch, rounded down. */
  long seconds(String flag, String text) {
    Instant instant = parse(text);
    if (instant == null) {
      throw new UsageException("--" + flag + ": " + text
          + " (expected: now, -1h, 2026-11-25, 2026-11-25T10:00:00Z or seconds since 1970)");
    }
    return instant.getEpochSecond();
  }

  private @Nullable Instant parse(String text) {
    try {
      if (text.equals("now")) {
        return clock.instant();
      }
      if (text.startsWith("-")) {
        return clock.instant().minus(DurationText.parse(text.substring(1)));
      }
      if (text.matches("\\d{1,11}")) {
        return Instant.ofEpochSecond(Long.parseLong(text));
      }
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text).toInstant();
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException notATime) {
      return null;
    }
  }
}
