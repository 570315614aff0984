// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.columns.NumberParser;

/** Looks at every value of a column once to choose its encoding and collect its statistics. Not thread-safe. */
final class ValueSurvey {
  private final NumberParser parser = new NumberParser();
  private boolean canonicalLongs = true;
  private boolean hex = true;
  private boolean hasHexLetter;
  private boolean allLongs = true;
  private int numericCount;
  private int maxLength;
  private double min = Double.NaN;
  private double max = Double.NaN;

  void add(byte[] value, int length) {
    maxLength = Math.max(maxLength, length);
    hex = hex && isHex(value, length);
    if (length == 0 || !canBeNumber(value[0])) {
      canonicalLongs = false;
      allLongs = false;
      return;
    }
    parser.parse(value, 0, length);
    if (!parser.isLong()) {
      canonicalLongs = false;
      allLongs = false;
    } else if (canonicalLongs) {
      canonicalLongs = isCanonical(value, length);
    }
    addNumber(parser.doubleValue());
  }

  private void addNumber(double number) {
    if (!Double.isNaN(number)) {
      numericCount++;
      min = numericCount == 1 ? number : Math.min(min, number);
      max = numericCount == 1 ? number : Math.max(max, number);
    }
  }

  private static boolean canBeNumber(byte first) {
    return (first >= '0' && first <= '9') || first == '-' || first == '+';
  }

  private static boolean isCanonical(byte[] value, int length) {
    int digits = value[0] == '-' ? 1 : 0;
    boolean zero = value[digits] == '0';
    return value[0] != '+' && (!zero || (length == 1));
  }

  private boolean isHex(byte[] value, int length) {
    if ((length & 1) != 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte b = value[i];
      boolean letter = b >= 'a' && b <= 'f';
      hasHexLetter |= letter;
      if (!letter && (b < '0' || b > '9')) {
        return false;
      }
    }
    return true;
  }

  ColumnEncoding encoding() {
    if (canonicalLongs) {
      return ColumnEncoding.LONGS;
    }
    return hex && hasHexLetter ? ColumnEncoding.HEX : ColumnEncoding.BYTES;
  }

  ColumnStats stats(int valueCount, int presentCount) {
    return new ColumnStats(valueCount, presentCount, maxLength, numericCount, allLongs, min, max);
  }
}
