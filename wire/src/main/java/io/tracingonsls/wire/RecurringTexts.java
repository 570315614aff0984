// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that recur from message to message, such as tag keys and operation names: found by their bytes, so that a known one is neither
 * decoded nor allocated again and remembers its hash code. One table without chains for the whole process, of at most a megabyte; of two
 * texts that meet in a slot the later one stays. Thread-safe without locks: an entry is immutable, and a reader who sees an older one only
 * decodes once more.
 */
final class RecurringTexts {
  /** The table of this process. */
  static final RecurringTexts SHARED = new RecurringTexts();

  /** The longest text in bytes that is kept. */
  static final int MAX_LENGTH = 40;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int SLOT_BITS = 12;

  private final @Nullable Entry[] entries = new @Nullable Entry[1 << SLOT_BITS];

  /** A text and what it is in UTF-8; U+FFFD in it stands for what is not. */
  private static final class Entry {
    final byte[] utf8;
    final String text;

    Entry(byte[] utf8) {
      this.utf8 = utf8;
      this.text = new String(utf8, StandardCharsets.UTF_8);
    }

    boolean isAt(byte[] bytes, int offset, int length) {
      return utf8.length == length
          && Arrays.equals(utf8, 0, length, bytes, offset, offset + length);
    }
  }

  /** The text of so many bytes. */
  String text(byte[] bytes, int offset, int length) {
    if (length > MAX_LENGTH) {
      return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
    int slot = hash(bytes, offset, length) >>> (32 - SLOT_BITS);
    Entry known = entries[slot];
    if (known == null || !known.isAt(bytes, offset, length)) {
      known = new Entry(Arrays.copyOfRange(bytes, offset, offset + length));
      entries[slot] = known;
    }
    return known.text;
  }

  /**
   * Of the length, the first and the last bytes: what lies between seldom tells short texts apart. The first bits are the best mixed ones, as
   * only they depend on every byte.
   */
  static int hash(byte[] bytes, int offset, int length) {
    long mixed = length;
    if (length >= 8) {
      mixed += (long) LONG.get(bytes, offset) ^ (long) LONG.get(bytes, offset + length - 8) * 31;
    } else {
      for (int i = offset; i < offset + length; i++) {
        mixed = mixed * 31 + bytes[i];
      }
    }
    return (int) ((mixed * 0x9E3779B97F4A7C15L) >>> 32);
  }
}
