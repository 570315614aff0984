// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

import org.jspecify.annotations.Nullable;

/** How a stored text becomes a number. A text that is not a number has no numeric value: the log is not hit. */
public final class IndexedValues {
  private static final int MAX_NUMBER_LENGTH = 400;

  private IndexedValues() {}

  /** The value of a {@code long} key: an optional sign and decimal digits within 64 bits, else null. */
  public static @Nullable Long parseLong(String text) {
    return isLong(text) ? Long.valueOf(longValue(text)) : null;
  }

  /** Whether {@link #longValue} has an answer. */
  public static boolean isLong(String text) {
    int start = signLength(text);
    int digits = text.length() - start;
    if (digits == 0) {
      return false;
    }
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return digits < 19 || fitsLong(text);
  }

  /** The number of a text for which {@link #isLong} holds. */
  public static long longValue(String text) {
    return Long.parseLong(text);
  }

  private static boolean fitsLong(String text) {
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The value of a {@code double} key: a decimal number, optionally with an exponent, else null. */
  public static @Nullable Double parseDouble(String text) {
    return isDouble(text) ? Double.valueOf(text) : null;
  }

  /** Whether {@code text} is a decimal number such as {@code -1}, {@code .5}, {@code 1.5e10}. */
  public static boolean isDouble(String text) {
    int length = text.length();
    if (length == 0 || length > MAX_NUMBER_LENGTH) {
      return false;
    }
    int start = signLength(text);
    int at = digits(text, start);
    int mantissa = at - start;
    if (at < length && text.charAt(at) == '.') {
      int after = digits(text, at + 1);
      mantissa += after - at - 1;
      at = after;
    }
    return mantissa > 0 && (at == length || isExponent(text, at));
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int start = at + 1;
    if (start < text.length() && (text.charAt(start) == '+' || text.charAt(start) == '-')) {
      start++;
    }
    return start < text.length() && digits(text, start) == text.length();
  }

  private static int signLength(String text) {
    return !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
