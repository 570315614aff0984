// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The value ids of up to 2048 consecutive rows, relative to the block's lowest id, in the smallest array that holds them; no
 * array at all when they are all the same. Immutable.
 */
final class CellBlock implements ByteCache.Weighed {
  static final int SHIFT = 11;
  static final int ROWS = 1 << SHIFT;

  /** Rows that have a code each; null when all have. */
  private final long @Nullable [] present;

  /** Id of code 1, or of every row when there are no codes. */
  private final int base;

  private final byte @Nullable [] bytes;
  private final char @Nullable [] chars;
  private final int @Nullable [] ints;

  private CellBlock(
      long @Nullable [] present,
      int base,
      byte @Nullable [] bytes,
      char @Nullable [] chars,
      int @Nullable [] ints) {
    this.present = present;
    this.base = base;
    this.bytes = bytes;
    this.chars = chars;
    this.ints = ints;
  }

  /** A block of the same id, or absence, in every row. */
  static CellBlock constant(int id) {
    return new CellBlock(null, id, null, null, null);
  }

  /** A block of an id per row, or -1. Takes the array over. */
  static CellBlock dense(int[] ids, int minId, int maxId) {
    return of(null, ids, minId, maxId);
  }

  /** A block of ids of the rows whose bit is set. Takes the arrays over. */
  static CellBlock sparse(long[] present, int[] ids, int minId, int maxId) {
    return of(present, ids, minId, maxId);
  }

  private static CellBlock of(long @Nullable [] present, int[] ids, int minId, int maxId) {
    int range = maxId - minId + 1;
    if (range < 0xFF) {
      byte[] codes = new byte[ids.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (byte) code(ids[i], minId);
      }
      return new CellBlock(present, minId, codes, null, null);
    }
    if (range < 0xFFFF) {
      char[] codes = new char[ids.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (char) code(ids[i], minId);
      }
      return new CellBlock(present, minId, null, codes, null);
    }
    for (int i = 0; i < ids.length; i++) {
      ids[i] = code(ids[i], minId);
    }
    return new CellBlock(present, minId, null, null, ids);
  }

  private static int code(int id, int base) {
    return id < 0 ? 0 : id - base + 1;
  }

  /** Id at an offset within the block, or -1. */
  int id(int offset) {
    if (present == null) {
      return coded(offset);
    }
    return RowBits.isSet(present, offset) ? coded(RowBits.rank(present, offset)) : -1;
  }

  private int coded(int index) {
    int code;
    if (bytes != null) {
      code = bytes[index] & 0xFF;
    } else if (chars != null) {
      code = chars[index];
    } else if (ints != null) {
      code = ints[index];
    } else {
      return base;
    }
    return code == 0 ? -1 : base + code - 1;
  }

  /** Copies ids. */
  void ids(int offset, int count, int[] out, int outOffset) {
    if (present == null) {
      codedIds(offset, count, out, outOffset);
      return;
    }
    Arrays.fill(out, outOffset, outOffset + count, -1);
    int cell = RowBits.rank(present, offset);
    int end = offset + count;
    for (int word = offset >>> 6; word << 6 < end; word++) {
      long rest = present[word] & (word == offset >>> 6 ? -1L << offset : -1L);
      for (; rest != 0; rest &= rest - 1) {
        int row = (word << 6) + Long.numberOfTrailingZeros(rest);
        if (row >= end) {
          return;
        }
        out[outOffset + row - offset] = coded(cell++);
      }
    }
  }

  private void codedIds(int offset, int count, int[] out, int outOffset) {
    if (bytes != null) {
      for (int i = 0; i < count; i++) {
        int code = bytes[offset + i] & 0xFF;
        out[outOffset + i] = code == 0 ? -1 : base + code - 1;
      }
    } else if (chars != null) {
      for (int i = 0; i < count; i++) {
        int code = chars[offset + i];
        out[outOffset + i] = code == 0 ? -1 : base + code - 1;
      }
    } else if (ints != null) {
      for (int i = 0; i < count; i++) {
        int code = ints[offset + i];
        out[outOffset + i] = code == 0 ? -1 : base + code - 1;
      }
    } else {
      Arrays.fill(out, outOffset, outOffset + count, base);
    }
  }

  @Override
  public long heapBytes() {
    return 40L
        + (present == null ? 0 : 16 + 8L * present.length)
        + (bytes == null ? 0 : bytes.length)
        + (chars == null ? 0 : 2L * chars.length)
        + (ints == null ? 0 : 4L * ints.length);
  }
}
