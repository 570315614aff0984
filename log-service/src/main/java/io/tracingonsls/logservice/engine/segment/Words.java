// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits text into runs of ASCII letters and digits, lower-cased, and hashes them. Two letters outside ASCII become ASCII letters
 * when lower-cased (the Kelvin sign and the dotted capital I); a value with one of them can not be filtered by words.
 */
final class Words {
  private final LongConsumer hashes;
  private byte[] folded = new byte[64];

  Words(LongConsumer hashes) {
    this.hashes = hashes;
  }

  /** Passes the hash of every word; false when the value can not be filtered by words. */
  boolean scan(byte[] bytes, int offset, int length) {
    if (folded.length < length) {
      folded = new byte[Math.max(length, folded.length * 2)];
    }
    int size = 0;
    for (int i = offset; i < offset + length; i++) {
      byte b = bytes[i];
      if (isWordByte(b)) {
        folded[size++] = fold(b);
      } else {
        if (b < 0 && foldsToAscii(bytes, i, offset + length)) {
          return false;
        }
        emit(size);
        size = 0;
      }
    }
    emit(size);
    return true;
  }

  private void emit(int size) {
    if (size > 0) {
      hashes.accept(BloomFilter.hash(folded, 0, size));
    }
  }

  static boolean isWordByte(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z');
  }

  private static byte fold(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  private static boolean foldsToAscii(byte[] bytes, int i, int end) {
    boolean kelvin = i + 2 < end
        && bytes[i] == (byte) 0xE2
        && bytes[i + 1] == (byte) 0x84
        && bytes[i + 2] == (byte) 0xAA;
    boolean dottedI = i + 1 < end && bytes[i] == (byte) 0xC4 && bytes[i + 1] == (byte) 0xB0;
    return kelvin || dottedI;
  }

  /** The bytes of a query's run, lower-cased; null when it is empty or not a run. */
  static byte @Nullable [] foldedRun(String run) {
    byte[] bytes = new byte[run.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = run.charAt(i);
      if (c > 0x7F || !isWordByte((byte) c)) {
        return null;
      }
      bytes[i] = fold((byte) c);
    }
    return bytes.length == 0 ? null : bytes;
  }
}
