// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as Go prints them, which is how Jaeger's health answer shows them. */
final class GoText {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private GoText() {}

  /** RFC 3339 with as many of nine decimals as needed. */
  static String instant(Instant instant) {
    return SECONDS.format(instant) + fraction(instant.atOffset(ZoneOffset.UTC).getNano(), 9) + "Z";
  }

  /** For example {@code 1h0m3.5s}, {@code 12.25ms}, {@code 0s}. */
  static String duration(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos < 1_000_000_000L) {
      return belowASecond(nanos);
    }
    long seconds = nanos / 1_000_000_000L;
    String text = seconds % 60 + fraction((int) (nanos % 1_000_000_000L), 9) + "s";
    if (seconds >= 60) {
      text = seconds / 60 % 60 + "m" + text;
    }
    return seconds >= 3600 ? seconds / 3600 + "h" + text : text;
  }

  private static String belowASecond(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000
        ? nanos / 1_000 + fraction((int) (nanos % 1_000), 3) + "µs"
        : nanos / 1_000_000 + fraction((int) (nanos % 1_000_000), 6) + "ms";
  }

  private static String fraction(int value, int digits) {
    if (value == 0) {
      return "";
    }
    String text = "000000000" + value;
    return "." + text.substring(text.length() - digits).replaceAll("0+$", "");
  }
}
