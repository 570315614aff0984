// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.TextBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts of sixteen lower-case hexadecimal digits, as span ids are, packed into the number that they spell: such a text needs no table to be
 * told from others. Numbers below 2^32 and the one of sixteen f are left out, so that a code can also be a table's number or -1.
 */
final class HexCode {
  /** Stands for texts that are not packed. */
  static final long NONE = 0;

  static final int DIGITS = 16;
  private static final byte[] VALUES = new byte[128];
  private static final byte[] TEXTS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (byte value = 0; value < DIGITS; value++) {
      VALUES[TEXTS[value]] = value;
    }
  }

  private HexCode() {}

  static long of(TextBytes text) {
    if (text.length() != DIGITS) {
      return NONE;
    }
    byte[] bytes = text.bytes();
    long code = 0;
    int seen = 0;
    for (int i = 0; i < DIGITS; i++) {
      int value = VALUES[bytes[i] & 0x7F] | (bytes[i] & 0x80);
      seen |= value;
      code = code << 4 | (value & 0xF);
    }
    return seen >>> 4 == 0 && isPacked(code) ? code : NONE;
  }

  /** Whether a code is a packed text rather than a table's number. */
  static boolean isPacked(long code) {
    return code >>> 32 != 0 && code != -1;
  }

  static void write(long code, TextBytes out) {
    byte[] bytes = out.room(DIGITS);
    for (int i = 0; i < DIGITS; i++) {
      bytes[i] = TEXTS[(int) (code >>> (4 * (DIGITS - 1 - i))) & 0xF];
    }
  }
}
