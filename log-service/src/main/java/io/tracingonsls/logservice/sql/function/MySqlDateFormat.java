// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** The {@code %} formats of {@code date_format} and {@code date_parse}, as MySQL defines them. */
final class MySqlDateFormat {
  private static final String[] MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"
  };

  private final String format;

  MySqlDateFormat(String format) {
    this.format = format;
  }

  String print(ZonedDateTime time) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        out.append(c);
      } else if (++i < format.length()) {
        print(format.charAt(i), time, out);
      }
    }
    return out.toString();
  }

  private void print(char field, ZonedDateTime t, StringBuilder out) {
    int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
    String half = t.getHour() < 12 ? "AM" : "PM";
    switch (field) {
      case 'a' -> out.append(t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case 'b' -> out.append(t.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
      case 'c' -> out.append(t.getMonthValue());
      case 'd' -> pad(out, t.getDayOfMonth(), 2);
      case 'e' -> out.append(t.getDayOfMonth());
      case 'f' -> pad(out, t.getNano() / 1000, 6);
      case 'H' -> pad(out, t.getHour(), 2);
      case 'h', 'I' -> pad(out, hour12, 2);
      case 'i' -> pad(out, t.getMinute(), 2);
      case 'j' -> pad(out, t.getDayOfYear(), 3);
      case 'k' -> out.append(t.getHour());
      case 'l' -> out.append(hour12);
      case 'M' -> out.append(t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case 'm' -> pad(out, t.getMonthValue(), 2);
      case 'p' -> out.append(half);
      case 'r' ->
        out.append(String.format(
            Locale.ROOT, "%02d:%02d:%02d %s", hour12, t.getMinute(), t.getSecond(), half));
      case 'S', 's' -> pad(out, t.getSecond(), 2);
      case 'T' ->
        out.append(String.format(
            Locale.ROOT, "%02d:%02d:%02d", t.getHour(), t.getMinute(), t.getSecond()));
      case 'v' -> pad(out, t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
      case 'W' -> out.append(t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      case 'x' -> pad(out, t.get(IsoFields.WEEK_BASED_YEAR), 4);
      case 'Y' -> pad(out, t.getYear(), 4);
      case 'y' -> pad(out, Math.floorMod(t.getYear(), 100), 2);
      case '%' -> out.append('%');
      default -> literal(field, out);
    }
  }

  private static void literal(char field, StringBuilder out) {
    if ("DUuVwX".indexOf(field) >= 0) {
      throw QueryException.invalid("%" + field + " not supported in date format string");
    }
    out.append(field);
  }

  private static void pad(StringBuilder out, int value, int width) {
    String digits = Integer.toString(value);
    out.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }

  /** The local time that {@code text} says; fields it leaves out are those of 1970-01-01 00:00:00. */
  LocalDateTime parse(String text) {
    return new Reader(text).read();
  }

  /** Reads one text along the format. */
  private final class Reader {
    private final String text;
    private int at;
    private int year = 1970;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean afternoon;
    private boolean halfDay;

    private Reader(String text) {
      this.text = text;
    }

    private LocalDateTime read() {
      for (int i = 0; i < format.length(); i++) {
        char c = format.charAt(i);
        if (c == '%' && i + 1 < format.length()) {
          field(format.charAt(++i));
        } else {
          expect(c);
        }
      }
      if (at != text.length()) {
        throw invalid();
      }
      try {
        int hours = halfDay ? hour % 12 + (afternoon ? 12 : 0) : hour;
        return LocalDate.of(year, month, day).atTime(hours, minute, second, nanos);
      } catch (DateTimeException e) {
        throw invalid();
      }
    }

    private void field(char field) {
      switch (field) {
        case 'Y' -> year = number(4);
        case 'y' -> year = twoDigitYear(number(2));
        case 'm', 'c' -> month = number(2);
        case 'd', 'e' -> day = number(2);
        case 'H', 'k' -> hour = number(2);
        case 'h', 'I', 'l' -> {
          hour = number(2);
          halfDay = true;
        }
        case 'i' -> minute = number(2);
        case 'S', 's' -> second = number(2);
        case 'f' -> nanos = fraction();
        case 'p' -> half();
        case 'M' -> month = monthName(false);
        case 'b' -> month = monthName(true);
        case 'T' -> {
          hour = number(2);
          expect(':');
          minute = number(2);
          expect(':');
          second = number(2);
        }
        case '%' -> expect('%');
        default ->
          throw QueryException.invalid("%" + field + " not supported in date format string");
      }
    }

    private int twoDigitYear(int value) {
      return value < 70 ? 2000 + value : 1900 + value;
    }

    private int number(int maxDigits) {
      int start = at;
      while (at < text.length()
          && at - start < maxDigits
          && text.charAt(at) >= '0'
          && text.charAt(at) <= '9') {
        at++;
      }
      if (start == at) {
        throw invalid();
      }
      return Integer.parseInt(text.substring(start, at));
    }

    private int fraction() {
      int start = at;
      number(9);
      return Integer.parseInt((text.substring(start, at) + "000000000").substring(0, 9));
    }

    private void half() {
      halfDay = true;
      afternoon = text.regionMatches(true, at, "PM", 0, 2);
      if (!afternoon && !text.regionMatches(true, at, "AM", 0, 2)) {
        throw invalid();
      }
      at += 2;
    }

    private int monthName(boolean abbreviated) {
      for (int i = 0; i < MONTHS.length; i++) {
        String name = abbreviated ? MONTHS[i].substring(0, 3) : MONTHS[i];
        if (text.regionMatches(true, at, name, 0, name.length())) {
          at += name.length();
          return i + 1;
        }
      }
      throw invalid();
    }

    private void expect(char c) {
      if (at >= text.length() || text.charAt(at) != c) {
        throw invalid();
      }
      at++;
    }

    private QueryException invalid() {
      return QueryException.invalid("Invalid format: \"" + text + "\" (expected: " + format + ")");
    }
  }
}
