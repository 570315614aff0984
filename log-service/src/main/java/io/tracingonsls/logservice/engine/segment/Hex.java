// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Two lower-case hex digits to a byte and back. */
final class Hex {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Hex() {}

  /** Packs digits in place; returns the number of bytes. The input is known to be hex of even length. */
  static int pack(byte[] digits, int length) {
    for (int i = 0; i < length; i += 2) {
      digits[i / 2] = (byte) (value(digits[i]) << 4 | value(digits[i + 1]));
    }
    return length / 2;
  }

  /** The packed bytes, or null when the text is not lower-case hex of even length. */
  static byte @Nullable [] tryPack(byte[] text) {
    if ((text.length & 1) != 0) {
      return null;
    }
    for (byte b : text) {
      if (value(b) < 0) {
        return null;
      }
    }
    byte[] copy = text.clone();
    return Arrays.copyOf(copy, pack(copy, copy.length));
  }

  /** Writes two digits per byte. */
  static void unpack(byte[] bytes, int offset, int length, byte[] out, int outOffset) {
    for (int i = 0; i < length; i++) {
      out[outOffset + 2 * i] = DIGITS[(bytes[offset + i] >> 4) & 15];
      out[outOffset + 2 * i + 1] = DIGITS[bytes[offset + i] & 15];
    }
  }

  private static int value(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
  }
}
