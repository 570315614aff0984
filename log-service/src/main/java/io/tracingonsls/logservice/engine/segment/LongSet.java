// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

/** Distinct hashes, up to a limit. Not thread-safe. */
final class LongSet {
  private final int limit;
  private long[] table = new long[1024];
  private boolean hasZero;
  private int size;

  LongSet(int limit) {
    this.limit = limit;
  }

  /** Whether more than the limit were offered: the set is then incomplete. */
  boolean overflowed() {
    return size > limit;
  }

  int size() {
    return size;
  }

  void add(long value) {
    if (value == 0) {
      size += hasZero ? 0 : 1;
      hasZero = true;
      return;
    }
    if (size > limit) {
      return;
    }
    int mask = table.length - 1;
    int slot = (int) value & mask;
    while (table[slot] != 0) {
      if (table[slot] == value) {
        return;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = value;
    size++;
    if (size * 2 > table.length) {
      grow();
    }
  }

  private void grow() {
    long[] old = table;
    table = new long[old.length * 2];
    int mask = table.length - 1;
    for (long value : old) {
      if (value != 0) {
        int slot = (int) value & mask;
        while (table[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        table[slot] = value;
      }
    }
  }

  BloomFilter toFilter() {
    BloomFilter filter = BloomFilter.forKeys(size);
    for (long value : table) {
      if (value != 0) {
        filter.add(value);
      }
    }
    if (hasZero) {
      filter.add(0);
    }
    return filter;
  }
}
