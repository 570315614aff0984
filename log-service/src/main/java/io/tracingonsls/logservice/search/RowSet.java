// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import java.util.Arrays;

/** A mutable set of rows within {@code [fromRow, toRow)} of one segment, as a bitmap. Not thread-safe. */
public final class RowSet {
  private final int fromRow;
  private final int toRow;
  private final long[] words;

  private RowSet(int fromRow, int toRow, long[] words) {
    this.fromRow = fromRow;
    this.toRow = toRow;
    this.words = words;
  }

  /** No rows of the range. */
  public static RowSet none(int fromRow, int toRow) {
    return new RowSet(fromRow, toRow, new long[(toRow - fromRow + 63) >> 6]);
  }

  /** All rows of the range. */
  public static RowSet all(int fromRow, int toRow) {
    RowSet set = none(fromRow, toRow);
    Arrays.fill(set.words, -1L);
    set.clearTail();
    return set;
  }

  public RowSet copy() {
    return new RowSet(fromRow, toRow, words.clone());
  }

  public int fromRow() {
    return fromRow;
  }

  public int toRow() {
    return toRow;
  }

  /** Adds a row; one outside the range is ignored. */
  public void add(int row) {
    int bit = row - fromRow;
    if (bit >= 0 && row < toRow) {
      words[bit >> 6] |= 1L << bit;
    }
  }

  public void remove(int row) {
    int bit = row - fromRow;
    words[bit >> 6] &= ~(1L << bit);
  }

  public boolean contains(int row) {
    int bit = row - fromRow;
    return bit >= 0 && row < toRow && (words[bit >> 6] & 1L << bit) != 0;
  }

  /** Keeps what {@code other}, a set over the same range, holds too. */
  public RowSet and(RowSet other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= other.words[i];
    }
    return this;
  }

  /** Adds what {@code other}, a set over the same range, holds. */
  public RowSet or(RowSet other) {
    for (int i = 0; i < words.length; i++) {
      words[i] |= other.words[i];
    }
    return this;
  }

  /** Removes what {@code other}, a set over the same range, holds. */
  public RowSet andNot(RowSet other) {
    for (int i = 0; i < words.length; i++) {
      words[i] &= ~other.words[i];
    }
    return this;
  }

  public int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** Rows in {@code [from, to)}; the bounds may lie outside the range. */
  public int count(int from, int to) {
    int count = 0;
    for (int row = next(Math.max(from, fromRow)); row >= 0 && row < to; row = next(row + 1)) {
      int bit = row - fromRow;
      boolean wholeWord = (bit & 63) == 0 && row + 64 <= to;
      count += wholeWord ? Long.bitCount(words[bit >> 6]) : 1;
      row = wholeWord ? row + 63 : row;
    }
    return count;
  }

  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** The first row at or after {@code row}, or -1. */
  public int next(int row) {
    int bit = Math.max(row - fromRow, 0);
    if (bit >= toRow - fromRow) {
      return -1;
    }
    int word = bit >> 6;
    long rest = words[word] & -1L << bit;
    while (rest == 0) {
      if (++word == words.length) {
        return -1;
      }
      rest = words[word];
    }
    return fromRow + (word << 6) + Long.numberOfTrailingZeros(rest);
  }

  /** The last row at or before {@code row}, or -1. */
  public int previous(int row) {
    int bit = Math.min(row, toRow - 1) - fromRow;
    if (bit < 0) {
      return -1;
    }
    int word = bit >> 6;
    long rest = words[word] & -1L >>> (63 - (bit & 63));
    while (rest == 0) {
      if (--word < 0) {
        return -1;
      }
      rest = words[word];
    }
    return fromRow + (word << 6) + 63 - Long.numberOfLeadingZeros(rest);
  }

  private void clearTail() {
    int tail = (toRow - fromRow) & 63;
    if (tail != 0) {
      words[words.length - 1] &= -1L >>> (64 - tail);
    }
  }
}
