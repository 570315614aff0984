// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

/**
 * A hash table from a value's hash to its id, made from the dictionary when a value is first looked up behind a positive filter:
 * cheaper on disk than an index in the file, which the filter makes unnecessary for nearly all segments. Immutable.
 */
final class ValueIndex implements ByteCache.Weighed {
  private final int[] table;

  private ValueIndex(int[] table) {
    this.table = table;
  }

  /** Over ids 0 to {@code count - 1}. */
  static ValueIndex of(int count, Hashes hashes) {
    int size = Integer.highestOneBit(Math.max(8, count)) * 4;
    int[] table = new int[size];
    int mask = size - 1;
    for (int id = 0; id < count; id++) {
      int slot = (int) hashes.of(id) & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = id + 1;
    }
    return new ValueIndex(table);
  }

  /** The id whose hash is given and for which the test says yes, or -1. */
  int find(long hash, Match match) {
    int mask = table.length - 1;
    int slot = (int) hash & mask;
    while (table[slot] != 0) {
      if (match.test(table[slot] - 1)) {
        return table[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  @Override
  public long heapBytes() {
    return 32 + table.length * 4L;
  }

  /** Hash of a value by id. */
  @FunctionalInterface
  interface Hashes {
    long of(int id);
  }

  /** Whether the value is the one wanted. */
  @FunctionalInterface
  interface Match {
    boolean test(int id);
  }
}
