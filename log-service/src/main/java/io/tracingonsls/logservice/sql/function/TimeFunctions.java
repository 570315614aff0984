// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import static io.tracingonsls.logservice.sql.function.Overloads.remember;
import static io.tracingonsls.logservice.sql.function.Overloads.types;
import static io.tracingonsls.logservice.sql.function.TextFunctions.number;
import static io.tracingonsls.logservice.sql.function.TextFunctions.text;
import static io.tracingonsls.logservice.sql.vector.SqlType.BIGINT;
import static io.tracingonsls.logservice.sql.vector.SqlType.DATE;
import static io.tracingonsls.logservice.sql.vector.SqlType.DOUBLE;
import static io.tracingonsls.logservice.sql.vector.SqlType.TIMESTAMP;
import static io.tracingonsls.logservice.sql.vector.SqlType.VARCHAR;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Dates and times in the zone of the query. Where a timestamp is wanted, unix seconds will do, as in the cloud. */
final class TimeFunctions {
  private static final long DAY = 86_400_000L;

  private TimeFunctions() {}

  static void register(Overloads f, FunctionContext context) {
    ZoneId zone = context.zone();
    long now = context.nowMillis();
    for (String name : List.of("now", "current_timestamp", "localtimestamp")) {
      f.add(name, TIMESTAMP, types(), a -> now);
    }
    f.add("current_date", DATE, types(), a -> days(now, zone));
    f.addLong("from_unixtime", TIMESTAMP, BIGINT, Times::ofSeconds);
    f.add(
        "from_unixtime",
        TIMESTAMP,
        types(DOUBLE),
        a -> Times.ofSeconds((Double) Objects.requireNonNull(a[0])));
    f.add("to_unixtime", DOUBLE, types(TIMESTAMP), a -> number(a, 0) / 1000.0);
    f.add("from_iso8601_timestamp", TIMESTAMP, types(VARCHAR), a -> fromIso(text(a, 0), zone));
    f.add("from_iso8601_date", DATE, types(VARCHAR), a -> fromIsoDate(text(a, 0)));
    f.add("to_iso8601", VARCHAR, types(TIMESTAMP), a -> iso(Times.at(number(a, 0), zone)));
    f.addLong("date", DATE, TIMESTAMP, millis -> days(millis, zone));
    f.add("date", DATE, types(VARCHAR), a -> fromIsoDate(text(a, 0)));
    f.generic("date_trunc", types -> truncation(types, zone));
    f.add(
        "date_add",
        TIMESTAMP,
        types(VARCHAR, BIGINT, TIMESTAMP),
        a -> TimeUnits.add(text(a, 0), number(a, 1), number(a, 2), zone));
    f.add(
        "date_add",
        DATE,
        types(VARCHAR, BIGINT, DATE),
        a -> days(
            TimeUnits.add(text(a, 0), number(a, 1), midnight(number(a, 2), zone), zone), zone));
    f.add(
        "date_diff",
        BIGINT,
        types(VARCHAR, TIMESTAMP, TIMESTAMP),
        a -> TimeUnits.between(text(a, 0), number(a, 1), number(a, 2), zone));
    format(f, zone);
    fields(f, zone);
  }

  private static void format(Overloads f, ZoneId zone) {
    f.addStateful("date_format", VARCHAR, types(TIMESTAMP, VARCHAR), () -> {
      Function<String, MySqlDateFormat> formats = remember(MySqlDateFormat::new);
      return a -> formats.apply(text(a, 1)).print(Times.at(Times.check(number(a, 0)), zone));
    });
    f.addStateful("date_format", VARCHAR, types(BIGINT, VARCHAR), () -> {
      Function<String, MySqlDateFormat> formats = remember(MySqlDateFormat::new);
      return a -> formats.apply(text(a, 1)).print(Times.at(Times.ofSeconds(number(a, 0)), zone));
    });
    f.addStateful("date_parse", TIMESTAMP, types(VARCHAR, VARCHAR), () -> {
      Function<String, MySqlDateFormat> formats = remember(MySqlDateFormat::new);
      return a ->
          formats.apply(text(a, 1)).parse(text(a, 0)).atZone(zone).toInstant().toEpochMilli();
    });
  }

  private static void fields(Overloads f, ZoneId zone) {
    field(f, zone, "year", ZonedDateTime::getYear);
    field(f, zone, "quarter", t -> t.get(IsoFields.QUARTER_OF_YEAR));
    field(f, zone, "month", ZonedDateTime::getMonthValue);
    field(f, zone, "week", t -> t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    field(f, zone, "week_of_year", t -> t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    field(f, zone, "year_of_week", t -> t.get(IsoFields.WEEK_BASED_YEAR));
    field(f, zone, "day", ZonedDateTime::getDayOfMonth);
    field(f, zone, "day_of_month", ZonedDateTime::getDayOfMonth);
    field(f, zone, "day_of_week", t -> t.getDayOfWeek().getValue());
    field(f, zone, "dow", t -> t.getDayOfWeek().getValue());
    field(f, zone, "day_of_year", ZonedDateTime::getDayOfYear);
    field(f, zone, "doy", ZonedDateTime::getDayOfYear);
    field(f, zone, "hour", ZonedDateTime::getHour);
    field(f, zone, "minute", ZonedDateTime::getMinute);
    field(f, zone, "second", ZonedDateTime::getSecond);
    field(f, zone, "millisecond", t -> t.getNano() / 1_000_000);
  }

  private static void field(
      Overloads f, ZoneId zone, String name, ToLongFunction<ZonedDateTime> field) {
    f.addLong(
        name, BIGINT, TIMESTAMP, millis -> field.applyAsLong(Times.at(Times.check(millis), zone)));
  }

  /** {@code date_trunc(unit, x)}: x is a timestamp, a date, or unix seconds. */
  private static @Nullable BoundCall truncation(List<SqlType> types, ZoneId zone) {
    if (types.size() != 2 || !types.get(0).convertsTo(VARCHAR)) {
      return null;
    }
    SqlType moment = types.get(1);
    boolean known = moment.is(SqlType.Kind.TIMESTAMP)
        || moment.is(SqlType.Kind.DATE)
        || moment.is(SqlType.Kind.BIGINT);
    if (!known) {
      return null;
    }
    Truncation truncation = new Truncation(zone, moment.kind());
    return new BoundCall(
        List.of(VARCHAR, moment),
        moment.is(SqlType.Kind.DATE) ? DATE : TIMESTAMP,
        false,
        a -> truncation.apply(text(a, 0), number(a, 1)),
        constants -> truncation.on(text(constants, 0)));
  }

  private static final class Truncation {
    private final ZoneId zone;
    private final SqlType.Kind kind;
    private final Function<String, LongUnaryOperator> byUnit;

    private Truncation(ZoneId zone, SqlType.Kind kind) {
      this.zone = zone;
      this.kind = kind;
      this.byUnit = remember(unit -> TimeUnits.truncation(unit, zone));
    }

    private long apply(String unit, long value) {
      return on(unit).applyAsLong(value);
    }

    private LongUnaryOperator on(String unit) {
      LongUnaryOperator cut = byUnit.apply(unit);
      return switch (kind) {
        case DATE -> value -> days(cut.applyAsLong(midnight(value, zone)), zone);
        case BIGINT -> value -> cut.applyAsLong(Times.ofSeconds(value));
        default -> cut;
      };
    }
  }

  static long days(long millis, ZoneId zone) {
    boolean utc =
        zone.getRules().isFixedOffset() && Times.at(0, zone).getOffset().getTotalSeconds() == 0;
    return utc
        ? Math.floorDiv(millis, DAY)
        : Times.at(Times.check(millis), zone).toLocalDate().toEpochDay();
  }

  static long midnight(long days, ZoneId zone) {
    return LocalDate.ofEpochDay(days).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static Object fromIso(String text, ZoneId zone) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      Long local = Times.parseTimestamp(text, zone);
      if (local == null) {
        throw QueryException.invalid(
            "Invalid format: \"" + text + "\" (expected: an ISO 8601 timestamp)");
      }
      return local;
    }
  }

  private static Object fromIsoDate(String text) {
    Long days = Times.parseDate(text);
    if (days == null) {
      throw QueryException.invalid("Value cannot be cast to date: " + text);
    }
    return days;
  }

  private static String iso(ZonedDateTime time) {
    String local =
        Times.timestampText(time.toInstant().toEpochMilli(), time.getZone()).replace(' ', 'T');
    return local + time.getOffset().getId();
  }
}
