// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The value ids of up to 2048 consecutive rows, relative to the block's lowest id, in the smallest array that holds them; no
 * array at all when they are all the same. Immutable.
 */
final class CellBlock implements ByteCache.Weighed {
  static final int SHIFT = 11;
  static final int ROWS = 1 << SHIFT;

  /** Id of code 1, or of every row when there are no codes. */
  private final int base;

  private final byte @Nullable [] bytes;
  private final char @Nullable [] chars;
  private final int @Nullable [] ints;

  private CellBlock(
      int base, byte @Nullable [] bytes, char @Nullable [] chars, int @Nullable [] ints) {
    this.base = base;
    this.bytes = bytes;
    this.chars = chars;
    this.ints = ints;
  }

  /** A block of the same id, or absence, in every row. */
  static CellBlock constant(int id) {
    return new CellBlock(id, null, null, null);
  }

  /** Decodes a block; {@code firstNew} is the number of values that appeared before it. */
  static CellBlock read(ByteSource in, int rows, int firstNew, int minId, int maxId) {
    int[] ids = new int[rows];
    in.counts(ids, firstNew + rows);
    int next = firstNew;
    for (int i = 0; i < rows; i++) {
      int code = ids[i];
      int id = code == 0 ? -1 : code == 1 ? next++ : next + 1 - code;
      if (code != 0 && (id > maxId || id < minId)) {
        throw new MalformedBytesException(
            "cells: id " + id + " (expected: " + minId + " to " + maxId + ")");
      }
      ids[i] = id;
    }
    return of(ids, minId, maxId);
  }

  private static CellBlock of(int[] ids, int minId, int maxId) {
    int range = maxId - minId + 1;
    if (range < 0xFF) {
      byte[] codes = new byte[ids.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (byte) code(ids[i], minId);
      }
      return new CellBlock(minId, codes, null, null);
    }
    if (range < 0xFFFF) {
      char[] codes = new char[ids.length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (char) code(ids[i], minId);
      }
      return new CellBlock(minId, null, codes, null);
    }
    for (int i = 0; i < ids.length; i++) {
      ids[i] = code(ids[i], minId);
    }
    return new CellBlock(minId, null, null, ids);
  }

  private static int code(int id, int base) {
    return id < 0 ? 0 : id - base + 1;
  }

  /** Id at an offset within the block, or -1. */
  int id(int offset) {
    int code;
    if (bytes != null) {
      code = bytes[offset] & 0xFF;
    } else if (chars != null) {
      code = chars[offset];
    } else if (ints != null) {
      code = ints[offset];
    } else {
      return base;
    }
    return code == 0 ? -1 : base + code - 1;
  }

  /** Copies ids. */
  void ids(int offset, int count, int[] out, int outOffset) {
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
    return 32L
        + (bytes == null ? 0 : bytes.length)
        + (chars == null ? 0 : 2L * chars.length)
        + (ints == null ? 0 : 4L * ints.length);
  }
}
