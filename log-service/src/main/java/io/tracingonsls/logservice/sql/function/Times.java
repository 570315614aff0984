// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Timestamps as milliseconds since 1970 and as text. */
public final class Times {
  /** Bounds that keep every calculation within 64 bits: the years -9999 to 9999 and some. */
  private static final long MAX_MILLIS = 300_000_000_000_000L;

  private static final Pattern TEXT = Pattern.compile(
      "(\\d{4,5})-(\\d{1,2})-(\\d{1,2})(?:[ T](\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?\\s*(.*)");

  private Times() {}

  static ZonedDateTime at(long millis, ZoneId zone) {
    return Instant.ofEpochMilli(millis).atZone(zone);
  }

  static long check(long millis) {
    if (millis > MAX_MILLIS || millis < -MAX_MILLIS) {
      throw QueryException.invalid("timestamp is out of range: " + millis + " ms");
    }
    return millis;
  }

  /** Milliseconds of a number of seconds. */
  static long ofSeconds(double seconds) {
    double millis = Math.rint(seconds * 1000);
    if (!(Math.abs(millis) <= MAX_MILLIS)) {
      throw QueryException.invalid("timestamp is out of range: " + seconds + " s");
    }
    return (long) millis;
  }

  /** Milliseconds of a number of seconds. */
  static long ofSeconds(long seconds) {
    if (Math.abs(seconds) > MAX_MILLIS / 1000 || seconds == Long.MIN_VALUE) {
      throw QueryException.invalid("timestamp is out of range: " + seconds + " s");
    }
    return seconds * 1000;
  }

  /** {@code 2001-08-22 03:04:05.321}. */
  public static String timestampText(long millis, ZoneId zone) {
    ZonedDateTime time = at(millis, zone);
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02d %02d:%02d:%02d.%03d",
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        time.getNano() / 1_000_000);
  }

  /** {@code 2001-08-22}. */
  public static String dateText(long days) {
    LocalDate date = LocalDate.ofEpochDay(days);
    return String.format(
        Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /** {@code 3 04:05:06.789} for an interval in milliseconds. */
  public static String intervalText(long millis) {
    long abs = Math.abs(millis);
    return String.format(
        Locale.ROOT,
        "%s%d %02d:%02d:%02d.%03d",
        millis < 0 ? "-" : "",
        abs / 86_400_000,
        abs / 3_600_000 % 24,
        abs / 60_000 % 60,
        abs / 1000 % 60,
        abs % 1000);
  }

  /** Milliseconds of {@code yyyy-MM-dd[ HH:mm[:ss[.fraction]]][ zone]}, or null when the text is none. */
  static @Nullable Long parseTimestamp(String text, ZoneId zone) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      return null;
    }
    try {
      LocalDate date = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
      String fraction = matcher.group(7) == null ? "0" : matcher.group(7);
      int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
      LocalTime time =
          LocalTime.of(number(matcher, 4), number(matcher, 5), number(matcher, 6), nanos);
      ZoneId own = matcher.group(8).isEmpty() ? zone : ZoneId.of(matcher.group(8));
      return LocalDateTime.of(date, time).atZone(own).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Days since 1970 of {@code yyyy-MM-dd}, or null when the text is none. */
  static @Nullable Long parseDate(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches() || matcher.group(4) != null || !matcher.group(8).isEmpty()) {
      return null;
    }
    try {
      return LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3))
          .toEpochDay();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
