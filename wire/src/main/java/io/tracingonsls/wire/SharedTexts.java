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
 * decoded nor allocated again. For the cursors of this module. Two small tables without chains: keys and names in one, values in the other,
 * so that many different values don't drive out the keys. Of two texts that meet in a slot the later one stays. Not thread-safe.
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
    offsets = new int[2 * slots];
    lengths = new int[2 * slots];
    texts = new @Nullable String[slots];
    values = new @Nullable AttributeValue[slots];
  }

  /** The text of so many bytes; U+FFFD stands for what is not UTF-8. */
  public String text(int offset, int length) {
    if (length > MAX_LENGTH || texts.length == 0) {
      return decoded(offset, length);
    }
    int slot = hash(offset, length) & (SLOTS - 1);
    String text = texts[slot];
    if (text == null || !isAt(slot, offset, length)) {
      text = decoded(offset, length);
      texts[slot] = text;
      put(slot, offset, length);
    }
    return text;
  }

  /** The text as an attribute's value. */
  public AttributeValue value(int offset, int length) {
    if (length > MAX_LENGTH || values.length == 0) {
      return AttributeValue.of(decoded(offset, length));
    }
    int slot = hash(offset, length) & (SLOTS - 1);
    AttributeValue value = values[slot];
    if (value == null || !isAt(SLOTS + slot, offset, length)) {
      value = AttributeValue.of(decoded(offset, length));
      values[slot] = value;
      put(SLOTS + slot, offset, length);
    }
    return value;
  }

  private boolean isAt(int place, int offset, int length) {
    int from = offsets[place];
    return lengths[place] == length
        && Arrays.equals(bytes, from, from + length, bytes, offset, offset + length);
  }

  private void put(int place, int offset, int length) {
    offsets[place] = offset;
    lengths[place] = length;
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

  private String decoded(int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
