// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracingonsls.logservice.engine.ingest.JsonText;

/** Reads numbers from text as {@link io.tracingonsls.logservice.engine.NumberView} defines them. Reused; not thread-safe. */
public final class NumberParser {
  private static final int MAX_LENGTH = 400;

  private boolean isLong;
  private long longValue;
  private double doubleValue = Double.NaN;

  /** Parses a value; the results are read from the other methods. */
  public void parse(byte[] bytes, int offset, int length) {
    isLong = parseLong(bytes, offset, length);
    if (isLong) {
      doubleValue = longValue;
    } else {
      longValue = 0;
      doubleValue = parseDouble(bytes, offset, length);
    }
  }

  private boolean parseLong(byte[] bytes, int offset, int length) {
    int i = offset;
    int end = offset + length;
    boolean negative = length > 0 && bytes[i] == '-';
    if (length > 0 && (negative || bytes[i] == '+')) {
      i++;
    }
    if (i == end || end - i > 19) {
      return i < end && longDigits(bytes, i, end, negative);
    }
    return digits(bytes, i, end, negative);
  }

  /** More than 19 digits can still be a long, by leading zeros. */
  private boolean longDigits(byte[] bytes, int from, int end, boolean negative) {
    int i = from;
    while (i < end - 1 && bytes[i] == '0') {
      i++;
    }
    return end - i <= 19 && digits(bytes, i, end, negative);
  }

  private boolean digits(byte[] bytes, int from, int end, boolean negative) {
    long value = 0;
    for (int i = from; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      // Counting downwards reaches the smallest long too.
      value = value * 10 - digit;
      if (value > 0) {
        return false;
      }
    }
    if (!negative && value == Long.MIN_VALUE) {
      return false;
    }
    longValue = negative ? value : -value;
    return true;
  }

  private static double parseDouble(byte[] bytes, int offset, int length) {
    if (length == 0 || length > MAX_LENGTH) {
      return Double.NaN;
    }
    int from = bytes[offset] == '+' ? offset + 1 : offset;
    if (from > offset && from < offset + length && bytes[from] == '-') {
      return Double.NaN;
    }
    if (!JsonText.isNumber(bytes, from, offset + length)) {
      return Double.NaN;
    }
    return Double.parseDouble(new String(bytes, offset, length, US_ASCII));
  }

  /** Whether the value is a long. */
  public boolean isLong() {
    return isLong;
  }

  /** The long, or 0. */
  public long longValue() {
    return longValue;
  }

  /** The double, or NaN. */
  public double doubleValue() {
    return doubleValue;
  }
}
