// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

/** Durations as Go writes them: {@code 1h2m}, {@code 1.5s}, {@code 100µs}. In nanoseconds. Pure. */
public final class GoDuration {
  private GoDuration() {}

  /** {@code time.ParseDuration}: a unit is mandatory except for {@code 0}. */
  public static long parseNanos(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    if (rest.isEmpty()) {
      throw invalid(text);
    }
    return new Reader(text, rest).read(negative);
  }

  private static BadParameterException invalid(String text) {
    return new BadParameterException("time: invalid duration " + GoQuote.quoteBytes(text));
  }

  /** One pass over the parts; sums are kept negative because that side of a long reaches one further. */
  private static final class Reader {
    private final String whole;
    private final String rest;
    private int at;

    Reader(String whole, String rest) {
      this.whole = whole;
      this.rest = rest;
    }

    long read(boolean negative) {
      long sum = 0;
      while (at < rest.length()) {
        long part = part();
        if (sum < Long.MIN_VALUE - part) {
          throw invalid(whole);
        }
        sum += part;
      }
      if (!negative && sum == Long.MIN_VALUE) {
        throw invalid(whole);
      }
      return negative ? sum : -sum;
    }

    private long part() {
      int start = at;
      long integer = leadingInteger();
      boolean digits = at > start;
      double fraction = 0;
      if (at < rest.length() && rest.charAt(at) == '.') {
        at++;
        int dot = at;
        fraction = leadingFraction();
        digits |= at > dot;
      }
      if (!digits) {
        throw invalid(whole);
      }
      long unit = unit();
      if (integer < Long.MIN_VALUE / unit) {
        throw invalid(whole);
      }
      long value = integer * unit - (long) (fraction * unit);
      if (value > 0) {
        throw invalid(whole);
      }
      return value;
    }

    private long leadingInteger() {
      long value = 0;
      while (at < rest.length() && isDigit(rest.charAt(at))) {
        int digit = rest.charAt(at) - '0';
        if (value < (Long.MIN_VALUE + digit) / 10) {
          throw invalid(whole);
        }
        value = value * 10 - digit;
        at++;
      }
      return value;
    }

    /** Digits behind the point; those beyond a long's precision are skipped, as in Go. */
    private double leadingFraction() {
      long value = 0;
      double scale = 1;
      boolean full = false;
      while (at < rest.length() && isDigit(rest.charAt(at))) {
        int digit = rest.charAt(at++) - '0';
        full |= value > (Long.MAX_VALUE - digit) / 10;
        if (!full) {
          value = value * 10 + digit;
          scale *= 10;
        }
      }
      return value / scale;
    }

    private long unit() {
      int start = at;
      while (at < rest.length() && rest.charAt(at) != '.' && !isDigit(rest.charAt(at))) {
        at++;
      }
      if (start == at) {
        throw new BadParameterException(
            "time: missing unit in duration " + GoQuote.quoteBytes(whole));
      }
      String unit = rest.substring(start, at);
      return switch (unit) {
        case "ns" -> 1L;
        case "us", "\u00b5s", "\u03bcs" -> 1_000L;
        case "ms" -> 1_000_000L;
        case "s" -> 1_000_000_000L;
        case "m" -> 60_000_000_000L;
        case "h" -> 3_600_000_000_000L;
        default ->
          throw new BadParameterException("time: unknown unit " + GoQuote.quoteBytes(unit)
              + " in duration " + GoQuote.quoteBytes(whole));
      };
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
