// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times in RFC 3339 with optional fraction, read and refused as Go's {@code time.Parse} does. Pure. */
public final class GoTime {
  private static final String LAYOUT = "2006-01-02T15:04:05.999999999Z07:00";

  private GoTime() {}

  /** Nanoseconds since the epoch; years outside 1678 to 2262 saturate, for they are "always" and "never" here. */
  public static long parseRfc3339Nanos(String text) {
    return new Reader(text).read();
  }

  /** Follows the layout element by element, because the message names the element that did not fit. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    long read() {
      int year = number(4, 4, "2006");
      literal('-');
      int month = ranged(number(2, 2, "01"), 1, 12, "month");
      literal('-');
      int day = number(2, 2, "02");
      literal('T');
      int hour = ranged(number(1, 2, "15"), 0, 23, "hour");
      literal(':');
      int minute = ranged(number(2, 2, "04"), 0, 59, "minute");
      literal(':');
      int second = ranged(number(2, 2, "05"), 0, 59, "second");
      int nanos = fraction();
      int offsetSeconds = zone();
      if (at < text.length()) {
        throw failure(": extra text: " + GoQuote.quote(text.substring(at)));
      }
      LocalDateTime local = local(year, month, day, hour, minute, second, nanos);
      if (local == null) {
        throw failure(": day out of range");
      }
      return saturated(local.toEpochSecond(ZoneOffset.UTC) - offsetSeconds, nanos);
    }

    private static @Nullable LocalDateTime local(
        int year, int month, int day, int hour, int minute, int second, int nanos) {
      try {
        return LocalDateTime.of(year, month, day, hour, minute, second, nanos);
      } catch (DateTimeException noSuchDay) {
        return null;
      }
    }

    private static long saturated(long seconds, int nanos) {
      if (seconds >= Long.MAX_VALUE / 1_000_000_000L) {
        return Long.MAX_VALUE;
      }
      return seconds <= Long.MIN_VALUE / 1_000_000_000L
          ? Long.MIN_VALUE
          : seconds * 1_000_000_000L + nanos;
    }

    private int number(int least, int most, String element) {
      int from = at;
      int value = 0;
      int end = at;
      while (end < text.length() && end - from < most && isDigit(text.charAt(end))) {
        value = value * 10 + text.charAt(end++) - '0';
      }
      if (end - from < least) {
        throw cannotParse(element);
      }
      at = end;
      return value;
    }

    private int ranged(int value, int least, int most, String what) {
      if (value < least || value > most) {
        throw failure(": " + what + " out of range");
      }
      return value;
    }

    private void literal(char expected) {
      if (at >= text.length() || text.charAt(at) != expected) {
        throw cannotParse(String.valueOf(expected));
      }
      at++;
    }

    private int fraction() {
      if (at + 1 >= text.length()
          || (text.charAt(at) != '.' && text.charAt(at) != ',')
          || !isDigit(text.charAt(at + 1))) {
        return 0;
      }
      at++;
      int nanos = 0;
      int digits = 0;
      while (at < text.length() && isDigit(text.charAt(at))) {
        if (digits < 9) {
          nanos = nanos * 10 + text.charAt(at) - '0';
          digits++;
        }
        at++;
      }
      for (; digits < 9; digits++) {
        nanos *= 10;
      }
      return nanos;
    }

    private int zone() {
      if (at < text.length() && text.charAt(at) == 'Z') {
        at++;
        return 0;
      }
      boolean wellFormed = text.length() - at >= 6
          && (text.charAt(at) == '+' || text.charAt(at) == '-')
          && isDigit(text.charAt(at + 1))
          && isDigit(text.charAt(at + 2))
          && text.charAt(at + 3) == ':'
          && isDigit(text.charAt(at + 4))
          && isDigit(text.charAt(at + 5));
      if (!wellFormed) {
        throw cannotParse("Z07:00");
      }
      int hours = Integer.parseInt(text.substring(at + 1, at + 3));
      int minutes = Integer.parseInt(text.substring(at + 4, at + 6));
      ranged(hours, 0, 24, "time zone offset hour");
      ranged(minutes, 0, 60, "time zone offset minute");
      int seconds = hours * 3600 + minutes * 60;
      boolean west = text.charAt(at) == '-';
      at += 6;
      return west ? -seconds : seconds;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private BadParameterException cannotParse(String element) {
      return new BadParameterException("parsing time " + GoQuote.quote(text) + " as \"" + LAYOUT
          + "\": cannot parse " + GoQuote.quote(text.substring(at)) + " as \"" + element + "\"");
    }

    private BadParameterException failure(String why) {
      return new BadParameterException("parsing time " + GoQuote.quote(text) + why);
    }
  }
}
