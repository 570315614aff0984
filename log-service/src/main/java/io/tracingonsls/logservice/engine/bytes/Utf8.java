// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.bytes;

/** Strict UTF-8 check (no overlong forms, no surrogates, nothing above U+10FFFF), fast for ASCII. */
public final class Utf8 {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** Whether the range is well-formed UTF-8. */
  public static boolean valid(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int i = offset;
    while (i < end) {
      if (i + 8 <= end && (ByteHash.longAt(bytes, i) & HIGH_BITS) == 0) {
        i += 8;
      } else if (bytes[i] >= 0) {
        i++;
      } else {
        int size = sequence(bytes, i, end);
        if (size == 0) {
          return false;
        }
        i += size;
      }
    }
    return true;
  }

  /** Length of the multi-byte sequence at {@code i}, or 0 when malformed. */
  private static int sequence(byte[] bytes, int i, int end) {
    int first = bytes[i] & 0xFF;
    if (first >= 0xC2 && first <= 0xDF) {
      return i + 1 < end && tail(bytes[i + 1]) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      return i + 2 < end && threeBytes(first, bytes[i + 1] & 0xFF) && tail(bytes[i + 2]) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      boolean ok = i + 3 < end
          && fourBytes(first, bytes[i + 1] & 0xFF)
          && tail(bytes[i + 2])
          && tail(bytes[i + 3]);
      return ok ? 4 : 0;
    }
    return 0;
  }

  private static boolean threeBytes(int first, int second) {
    int low = first == 0xE0 ? 0xA0 : 0x80;
    int high = first == 0xED ? 0x9F : 0xBF;
    return second >= low && second <= high;
  }

  private static boolean fourBytes(int first, int second) {
    int low = first == 0xF0 ? 0x90 : 0x80;
    int high = first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
  }

  private static boolean tail(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
