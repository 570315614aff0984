// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

/** Long keys to small numbers, by open addressing; 0 is no key. */
final class LongTable {
  private final long[] keys;
  private final int[] values;

  /** Room for so many keys. */
  LongTable(int size) {
    int capacity = Integer.highestOneBit(Math.max(8, size) * 2) * 2;
    keys = new long[capacity];
    values = new int[capacity];
  }

  private int slot(long key) {
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  void put(long key, int value) {
    int slot = slot(key);
    keys[slot] = key;
    values[slot] = value;
  }

  /** The value, or -1. */
  int get(long key) {
    int slot = slot(key);
    return keys[slot] == 0 ? -1 : values[slot];
  }
}
