// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/** Fixed-width hexadecimal of 64-bit values, without intermediate strings. */
final class Hex {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();
  private static final byte[] VALUES = new byte[128];

  static {
    for (char c = 0; c < VALUES.length; c++) {
      VALUES[c] = (byte) Character.digit(c, 16);
    }
  }

  private Hex() {}

  static long parse(CharSequence text, int from, int to) {
    if (from == to) {
      throw new IllegalArgumentException("id: empty (expected: hexadecimal digits)");
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < VALUES.length ? VALUES[c] : -1;
      if (digit < 0) {
        throw new IllegalArgumentException(
            "id: not hexadecimal at position " + i + " (expected: 0-9, a-f)");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  static void write(long value, char[] target, int at) {
    for (int i = 15; i >= 0; i--) {
      target[at + i] = DIGITS[(int) (value & 15)];
      value >>>= 4;
    }
  }

  static String format(long value) {
    char[] digits = new char[16];
    write(value, digits, 0);
    return new String(digits);
  }
}
