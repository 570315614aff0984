// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/** Units of time: cutting to, adding and counting them. */
final class TimeUnits {
  private TimeUnits() {}

  /** A function that cuts a timestamp to the unit in a zone. */
  static LongUnaryOperator truncation(String unit, ZoneId zone) {
    ChronoUnit chrono = unit(unit);
    long width = chrono.getDuration().toMillis();
    boolean fixed = zone.getRules().isFixedOffset();
    if (fixed && chrono.compareTo(ChronoUnit.DAYS) <= 0) {
      long offset = at(0, zone).getOffset().getTotalSeconds() * 1000L;
      return millis -> millis - Math.floorMod(millis + offset, width);
    }
    return millis -> truncate(at(millis, zone), unit).toInstant().toEpochMilli();
  }

  private static ZonedDateTime at(long millis, ZoneId zone) {
    return Times.at(Times.check(millis), zone);
  }

  private static ZonedDateTime truncate(ZonedDateTime time, String unit) {
    LocalDate day = time.toLocalDate();
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "millisecond", "second", "minute", "hour", "day" -> time.truncatedTo(unit(unit));
      case "week" -> start(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), time);
      case "month" -> start(day.withDayOfMonth(1), time);
      case "quarter" ->
        start(day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1), time);
      default -> start(day.withDayOfYear(1), time);
    };
  }

  private static ZonedDateTime start(LocalDate day, ZonedDateTime time) {
    return day.atStartOfDay(time.getZone());
  }

  static long add(String unit, long amount, long millis, ZoneId zone) {
    boolean quarter = unit.equalsIgnoreCase("quarter");
    try {
      long count = quarter ? Math.multiplyExact(amount, 3) : amount;
      return Times.check(at(millis, zone)
          .plus(count, quarter ? ChronoUnit.MONTHS : unit(unit))
          .toInstant()
          .toEpochMilli());
    } catch (ArithmeticException | DateTimeException e) {
      throw QueryException.invalid("date_add: timestamp is out of range");
    }
  }

  /** Whole units from {@code from} to {@code to}; from the 31st to the last day of a shorter month are whole months, as in Presto. */
  static long between(String unit, long from, long to, ZoneId zone) {
    ChronoUnit chrono = unit(unit);
    ZonedDateTime earlier = at(Math.min(from, to), zone);
    ZonedDateTime later = at(Math.max(from, to), zone);
    boolean lastDay = later.getDayOfMonth() == later.toLocalDate().lengthOfMonth();
    if (chrono.compareTo(ChronoUnit.MONTHS) >= 0
        && lastDay
        && earlier.getDayOfMonth() > later.getDayOfMonth()) {
      earlier = earlier.withDayOfMonth(later.getDayOfMonth());
    }
    long units = chrono.between(earlier, later) / (unit.equalsIgnoreCase("quarter") ? 3 : 1);
    return from <= to ? units : -units;
  }

  /** The unit; {@code quarter} counts as months and is multiplied by the caller. */
  static ChronoUnit unit(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "millisecond" -> ChronoUnit.MILLIS;
      case "second" -> ChronoUnit.SECONDS;
      case "minute" -> ChronoUnit.MINUTES;
      case "hour" -> ChronoUnit.HOURS;
      case "day" -> ChronoUnit.DAYS;
      case "week" -> ChronoUnit.WEEKS;
      case "month", "quarter" -> ChronoUnit.MONTHS;
      case "year" -> ChronoUnit.YEARS;
      default -> throw QueryException.invalid("'" + name + "' is not a valid TIMESTAMP field");
    };
  }
}
