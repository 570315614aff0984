// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;

/**
 * Which rows of a block have a value, as a bit each in memory. In the file the rarer of the two kinds of rows is listed: the gap before
 * each in a Rice code, whose lower bits are as they are and whose upper part is unary (as close to the entropy as half a bit per
 * listed row when the rows are random).
 */
final class RowBits {
  private static final int ALL = 0;
  private static final int PRESENT_LISTED = 1;
  private static final int ABSENT_LISTED = 2;

  private RowBits() {}

  static void write(long[] bits, int rows, int present, ByteSink out) {
    if (present == rows) {
      out.put(ALL);
      return;
    }
    boolean absent = present > rows / 2;
    int listed = absent ? rows - present : present;
    out.put(absent ? ABSENT_LISTED : PRESENT_LISTED);
    out.varint(listed);
    int lower = lowerBits(rows, listed);
    BlockBits gaps = new BlockBits(out);
    int next = 0;
    for (int word = 0; word << 6 < rows; word++) {
      long rest = absent ? ~bits[word] : bits[word];
      while (rest != 0) {
        int row = (word << 6) + Long.numberOfTrailingZeros(rest);
        rest &= rest - 1;
        if (row < rows) {
          int gap = row - next;
          gaps.unary(gap >>> lower);
          gaps.put(gap & ((1 << lower) - 1), lower);
          next = row + 1;
        }
      }
    }
    gaps.end();
  }

  /** The gaps' mean, rounded down to a power of two, takes this many bits. */
  private static int lowerBits(int rows, int listed) {
    return listed == 0
        ? 0
        : 31 - Integer.numberOfLeadingZeros(Math.max(1, (rows - listed) / listed));
  }

  /** The bits of the rows; none is set beyond them. */
  static long[] read(ByteSource in, int rows) {
    long[] bits = new long[(rows + 63) >>> 6];
    int kind = in.count(ABSENT_LISTED);
    if (kind == ALL) {
      invert(bits, rows);
      return bits;
    }
    int listed = in.count(rows);
    int lower = lowerBits(rows, listed);
    BlockBitsReader gaps = new BlockBitsReader(in);
    int next = 0;
    for (int i = 0; i < listed; i++) {
      int row = next + (gaps.unary((rows - 1) >>> lower) << lower) + gaps.get(lower);
      if (row >= rows) {
        throw new MalformedBytesException("cells: row " + row + " (expected: below " + rows + ")");
      }
      bits[row >>> 6] |= 1L << row;
      next = row + 1;
    }
    if (kind == ABSENT_LISTED) {
      invert(bits, rows);
    }
    return bits;
  }

  private static void invert(long[] bits, int rows) {
    for (int word = 0; word < bits.length; word++) {
      int valid = Math.min(64, rows - (word << 6));
      bits[word] = ~bits[word] & (-1L >>> (64 - valid));
    }
  }

  static int count(long[] bits) {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  static boolean isSet(long[] bits, int row) {
    return (bits[row >>> 6] & (1L << row)) != 0;
  }

  /** Rows set before the given one. */
  static int rank(long[] bits, int row) {
    int rank = 0;
    for (int word = 0; word < row >>> 6; word++) {
      rank += Long.bitCount(bits[word]);
    }
    return rank + Long.bitCount(bits[row >>> 6] & ((1L << row) - 1));
  }
}
