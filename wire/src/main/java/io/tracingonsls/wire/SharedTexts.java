// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import io.tracingonsls.model.AttributeValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts of one message, looked up by their bytes, so that a recurring one is neither decoded nor allocated again. For the cursors of
 * this module. Keys and names recur in other messages too and are found in {@link RecurringTexts}; values are looked up among those of
 * their message only, in a small table without chains, since most are seen once and would drive out the rest. Of two values that meet in a
 * slot the later one stays. Not thread-safe.
 */
public final class SharedTexts {
  private static final int SLOT_BITS = 8;
  /** A message of fewer bytes has hardly any value twice. */
  private static final int MIN_MESSAGE_BYTES = 2048;

  private final byte[] bytes;
  private final int[] offsets;
  private final int[] lengths;
  private final @Nullable AttributeValue[] values;

  public SharedTexts(byte[] bytes, int messageBytes) {
    this.bytes = bytes;
    int slots = messageBytes < MIN_MESSAGE_BYTES ? 0 : 1 << SLOT_BITS;
    offsets = new int[slots];
    lengths = new int[slots];
    values = new @Nullable AttributeValue[slots];
  }

  /** A key or name of so many bytes; U+FFFD stands for what is not UTF-8. */
  public String text(int offset, int length) {
    return RecurringTexts.SHARED.text(bytes, offset, length);
  }

  /** The text of an attribute's value. */
  public AttributeValue value(int offset, int length) {
    if (length > RecurringTexts.MAX_LENGTH || values.length == 0) {
      return decoded(offset, length);
    }
    int slot = RecurringTexts.hash(bytes, offset, length) >>> (32 - SLOT_BITS);
    AttributeValue value = values[slot];
    if (value == null || !isAt(slot, offset, length)) {
      value = decoded(offset, length);
      values[slot] = value;
      offsets[slot] = offset;
      lengths[slot] = length;
    }
    return value;
  }

  private boolean isAt(int slot, int offset, int length) {
    int from = offsets[slot];
    return lengths[slot] == length
        && Arrays.equals(bytes, from, from + length, bytes, offset, offset + length);
  }

  private AttributeValue decoded(int offset, int length) {
    return AttributeValue.of(new String(bytes, offset, length, StandardCharsets.UTF_8));
  }
}
