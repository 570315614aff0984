// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import io.tracingonsls.model.AttributeValue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts of one message, which are likely to recur, such as tag keys: looked up by their bytes, so that a recurring one is neither
 * decoded nor allocated again. For the cursors of this module. A small table without chains; of two texts that meet in a slot the later one stays. Not thread-safe.
 */
public final class SharedTexts {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int MAX_LENGTH = 40;
  private static final int SLOTS = 256;
  /** A message of fewer bytes has hardly anything that recurs. */
  private static final int MIN_MESSAGE_BYTES = 2048;

  private final byte[] bytes;
  private final int[] offsets;
  private final int[] lengths;
  private final @Nullable String[] texts;
  private final @Nullable AttributeValue[] values;

  public SharedTexts(byte[] bytes, int messageBytes) {
    this.bytes = bytes;
    int slots = messageBytes < MIN_MESSAGE_BYTES ? 0 : SLOTS;
    offsets = new int[slots];
    lengths = new int[slots];
    texts = new @Nullable String[slots];
    values = new @Nullable AttributeValue[slots];
  }

  /** The text of so many bytes; U+FFFD stands for what is not UTF-8. */
  public String text(int offset, int length) {
    if (length > MAX_LENGTH || texts.length == 0) {
      return decoded(offset, length);
    }
    String text = texts[slotOf(offset, length)];
    return text == null ? decoded(offset, length) : text;
  }

  /** The text as an attribute's value. */
  public AttributeValue value(int offset, int length) {
    if (length > MAX_LENGTH || texts.length == 0) {
      return AttributeValue.of(decoded(offset, length));
    }
    int slot = slotOf(offset, length);
    AttributeValue value = values[slot];
    if (value == null) {
      String text = texts[slot];
      value = AttributeValue.of(text == null ? decoded(offset, length) : text);
      values[slot] = value;
    }
    return value;
  }

  /** The slot that holds the text, after putting it there if need be. */
  private int slotOf(int offset, int length) {
    int slot = hash(offset, length) & (SLOTS - 1);
    if (texts[slot] == null || lengths[slot] != length || !isEqual(offsets[slot], offset, length)) {
      texts[slot] = decoded(offset, length);
      values[slot] = null;
      offsets[slot] = offset;
      lengths[slot] = length;
    }
    return slot;
  }

  /** Of the length, the first and the last bytes: what lies between seldom tells short texts apart. */
  private int hash(int offset, int length) {
    long mixed = length;
    if (length >= 8) {
      mixed += (long) LONG.get(bytes, offset) ^ (long) LONG.get(bytes, offset + length - 8) * 31;
    } else {
      for (int i = offset; i < offset + length; i++) {
        mixed = mixed * 31 + bytes[i];
      }
    }
    mixed *= 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40);
  }

  private boolean isEqual(int one, int other, int length) {
    return Arrays.equals(bytes, one, one + length, bytes, other, other + length);
  }

  private String decoded(int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
