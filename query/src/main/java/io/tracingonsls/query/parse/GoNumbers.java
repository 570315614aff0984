// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import java.util.regex.Pattern;

/** Numbers and truth values as Go's {@code strconv} reads them. Pure. */
public final class GoNumbers {
  private static final Pattern DECIMAL_FLOAT =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern SPECIAL_FLOAT =
      Pattern.compile("[+-]?(inf|infinity)|nan", Pattern.CASE_INSENSITIVE);

  private GoNumbers() {}

  /** {@code strconv.ParseInt(text, 10, 64)}. */
  public static long parseInt64(String text) {
    return signed("ParseInt", text, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** {@code strconv.ParseInt(text, 10, 32)}. */
  public static int parseInt32(String text) {
    return (int) signed("ParseInt", text, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** {@code strconv.Atoi(text)}; what does not fit an int is capped, the limits above it apply anyway. */
  public static int atoi(String text) {
    long value = signed("Atoi", text, Long.MIN_VALUE, Long.MAX_VALUE);
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
  }

  /** {@code strconv.ParseUint(text, 16, 64)}, as an unsigned number. */
  public static long parseHex64(String text) {
    if (text.isEmpty() || !isHex(text)) {
      throw failure("ParseUint", text, "invalid syntax");
    }
    int from = 0;
    while (from < text.length() - 1 && text.charAt(from) == '0') {
      from++;
    }
    if (text.length() - from > 16) {
      throw failure("ParseUint", text, "value out of range");
    }
    return Long.parseUnsignedLong(text.substring(from), 16);
  }

  /** {@code strconv.ParseFloat(text, 64)}. */
  public static double parseFloat(String text) {
    if (SPECIAL_FLOAT.matcher(text).matches()) {
      return special(text);
    }
    if (text.length() > 400 || !DECIMAL_FLOAT.matcher(text).matches()) {
      throw failure("ParseFloat", text, "invalid syntax");
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw failure("ParseFloat", text, "value out of range");
    }
    return value;
  }

  private static double special(String text) {
    char last = Character.toLowerCase(text.charAt(text.length() - 1));
    char first = text.charAt(0);
    if (last == 'n') {
      return Double.NaN;
    }
    return first == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** {@code strconv.ParseBool(text)}. */
  public static boolean parseBool(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw failure("ParseBool", text, "invalid syntax");
    };
  }

  private static long signed(String function, String text, long least, long most) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (text.length() == from || !isDecimal(text, from)) {
      throw failure(function, text, "invalid syntax");
    }
    boolean negative = text.charAt(0) == '-';
    long value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        throw failure(function, text, "value out of range");
      }
      value = value * 10 - digit; // negative, because that side reaches one further
    }
    if (negative ? value < least : value == Long.MIN_VALUE || -value > most) {
      throw failure(function, text, "value out of range");
    }
    return negative ? value : -value;
  }

  private static boolean isDecimal(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static BadParameterException failure(String function, String text, String why) {
    return new BadParameterException(
        "strconv." + function + ": parsing " + GoQuote.quote(text) + ": " + why);
  }
}
