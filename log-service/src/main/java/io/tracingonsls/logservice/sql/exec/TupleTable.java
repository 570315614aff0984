// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of several keys: numbers the distinct tuples from 0 in order of appearance. A tuple is kept as the numbers of its
 * keys, one after the other in one array; a second array of slots finds it by its hash. Both are reserved when they are made.
 */
final class TupleTable {
  private static final int FIRST_CAPACITY = 16;

  private final List<KeyTable> keys = new ArrayList<>();
  private final QueryGuard guard;
  private final int width;
  private final int smallestId;
  private int[] tuples;
  private int[] slots = new int[2 * FIRST_CAPACITY];
  private int[][] ids = new int[0][];
  private int size;

  /** With {@code nullsCount}, NULL is a key like others, equal to itself; else a row with a NULL has no tuple: -1. */
  TupleTable(List<SqlType> types, boolean nullsCount, QueryGuard guard) {
    this.guard = guard;
    this.smallestId = nullsCount ? 0 : 1;
    this.width = types.size();
    this.tuples = new int[FIRST_CAPACITY * width];
    types.forEach(type -> keys.add(new KeyTable(type, guard)));
    guard.reserve(bytes(FIRST_CAPACITY));
  }

  private long bytes(int capacity) {
    return Integer.BYTES * (long) capacity * (width + 2);
  }

  /** Number of tuples; one when there are no keys. */
  int size() {
    return width == 0 ? 1 : size;
  }

  /** The values of key {@code key} in the tuples from {@code from} to before {@code to}. */
  Vector values(int from, int to, int key) {
    int[] numbers = new int[to - from];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = tuples[(from + i) * width + key];
    }
    return keys.get(key).values(numbers, numbers.length);
  }

  /** Writes the number of each row's tuple; with {@code add}, new tuples get one, else -1. */
  void numbers(Vector[] vectors, int count, int[] out, boolean add) {
    if (width == 0) {
      Arrays.fill(out, 0, count, 0);
      return;
    }
    if (ids.length == 0 || ids[0].length < count) {
      ids = new int[width][count];
    }
    for (int key = 0; key < width; key++) {
      keys.get(key).numbers(vectors[key], ids[key], add);
    }
    int last = -1;
    for (int i = 0; i < count; i++) {
      if (last < 0 || !isTuple(last, i)) {
        last = number(i, add);
      }
      out[i] = last;
    }
  }

  private boolean isTuple(int tuple, int row) {
    int at = tuple * width;
    for (int key = 0; key < width; key++) {
      if (tuples[at + key] != ids[key][row]) {
        return false;
      }
    }
    return true;
  }

  private int number(int row, boolean add) {
    long hash = 0;
    for (int key = 0; key < width; key++) {
      int id = ids[key][row];
      if (id < smallestId) {
        return -1;
      }
      hash = mix(hash + id);
    }
    int slot = find((int) hash, row);
    if (slots[slot] != 0 || !add) {
      return slots[slot] - 1;
    }
    if ((size + 1) * width > tuples.length) {
      grow();
      slot = find((int) hash, row);
    }
    for (int key = 0; key < width; key++) {
      tuples[size * width + key] = ids[key][row];
    }
    slots[slot] = ++size;
    return size - 1;
  }

  /** The slot of the row's tuple, or the free one where it belongs. */
  private int find(int hash, int row) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0 && !isTuple(slots[slot] - 1, row)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int capacity = tuples.length / width;
    guard.reserve(bytes(2 * capacity));
    tuples = Arrays.copyOf(tuples, 2 * capacity * width);
    slots = new int[4 * capacity];
    int mask = slots.length - 1;
    for (int tuple = 0; tuple < size; tuple++) {
      long hash = 0;
      for (int key = 0; key < width; key++) {
        hash = mix(hash + tuples[tuple * width + key]);
      }
      int slot = (int) hash & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = tuple + 1;
    }
    guard.release(bytes(capacity));
  }

  private static long mix(long value) {
    long h = value * 0x9E3779B97F4A7C15L;
    return h ^ (h >>> 32);
  }
}
