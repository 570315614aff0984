// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import java.util.Arrays;

/** A growing hash map from longs to ints that are 0 or more; open addressing, no removal. */
final class LongIntMap {
  private static final int FIRST_CAPACITY = 64;

  private long[] keys;
  private int[] values;
  private int size;

  LongIntMap() {
    this(FIRST_CAPACITY / 2);
  }

  /** A map that holds so many keys without growing. */
  LongIntMap(int expected) {
    int capacity =
        Math.max(FIRST_CAPACITY, Integer.highestOneBit(Math.max(1, 2 * expected - 1)) << 1);
    keys = new long[capacity];
    values = new int[capacity];
    Arrays.fill(values, -1);
  }

  int size() {
    return size;
  }

  /** The value of a key, or -1. */
  int get(long key) {
    int mask = keys.length - 1;
    for (int slot = hash(key) & mask; values[slot] >= 0; slot = (slot + 1) & mask) {
      if (keys[slot] == key) {
        return values[slot];
      }
    }
    return -1;
  }

  /** The value of a key; {@code fresh} is put when it has none. */
  int getOrPut(long key, int fresh) {
    int mask = keys.length - 1;
    int slot = hash(key) & mask;
    while (values[slot] >= 0) {
      if (keys[slot] == key) {
        return values[slot];
      }
      slot = (slot + 1) & mask;
    }
    keys[slot] = key;
    values[slot] = fresh;
    if (++size * 2 > keys.length) {
      grow();
    }
    return fresh;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[keys.length];
    Arrays.fill(values, -1);
    int mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] >= 0) {
        int slot = hash(oldKeys[i]) & mask;
        while (values[slot] >= 0) {
          slot = (slot + 1) & mask;
        }
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  /** Finaliser of a 64-bit mixer: every bit of the key reaches the low bits. */
  private static int hash(long key) {
    long h = key * 0x9E3779B97F4A7C15L;
    h ^= h >>> 32;
    return (int) (h ^ h >>> 15);
  }
}
