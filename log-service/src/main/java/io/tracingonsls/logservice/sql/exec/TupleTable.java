// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of several keys: numbers the distinct tuples from 0 in order of appearance. A tuple is kept as the codes of its keys, one after
 * the other in one array; a second array of slots finds it. Both are reserved when they are made.
 *
 * <p>Tuples of the same first key have their slots side by side as long as there is room, in the order in which first keys appeared: the spans
 * of a trace come together, so that a table which is far larger than the processor's caches is still read and written nearly in order.
 * Where first keys have many tuples each, the hash alone decides.
 */
final class TupleTable {
  private static final int FIRST_CAPACITY = 16;
  /** How many slots from its home a tuple may be put before a slot is taken that its hash alone chooses. */
  private static final int WINDOW = 16;

  private static final int MAX_STRIDE = 64;

  /** Secret, so that nobody can send ids that all collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private final List<KeyTable> keys = new ArrayList<>();
  private final QueryGuard guard;
  private final int width;
  private final boolean nullsCount;
  private long[] tuples;
  private int[] slots = new int[2 * FIRST_CAPACITY];
  /** How many slots belong to a first key; 0 when a first key has so many tuples that they would only be in each other's way. */
  private int stride;

  private long firstKeys;
  private long[][] codes = new long[0][];
  private int size;

  /** With {@code nullsCount}, NULL is a key like others, equal to itself; else a row with a NULL has no tuple: -1. */
  TupleTable(List<SqlType> types, boolean nullsCount, QueryGuard guard) {
    this.guard = guard;
    this.nullsCount = nullsCount;
    this.width = types.size();
    this.tuples = new long[FIRST_CAPACITY * width];
    types.forEach(type -> keys.add(new KeyTable(type, guard)));
    guard.reserve(bytes(FIRST_CAPACITY));
  }

  private long bytes(int capacity) {
    return (long) capacity * (Long.BYTES * width + 2 * Integer.BYTES);
  }

  /** Number of tuples; one when there are no keys. */
  int size() {
    return width == 0 ? 1 : size;
  }

  /** The values of key {@code key} in the tuples from {@code from} to before {@code to}. */
  Vector values(int from, int to, int key) {
    long[] wanted = new long[to - from];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = tuples[(from + i) * width + key];
    }
    return keys.get(key).values(wanted);
  }

  /** Writes the number of each row's tuple; with {@code add}, new tuples get one, else -1. */
  void numbers(Vector[] vectors, int count, int[] out, boolean add) {
    if (width == 0) {
      Arrays.fill(out, 0, count, 0);
      return;
    }
    if (codes.length == 0 || codes[0].length < count) {
      codes = new long[width][count];
    }
    for (int key = 0; key < width; key++) {
      keys.get(key).codes(vectors[key], codes[key], add);
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
      if (tuples[at + key] != codes[key][row]) {
        return false;
      }
    }
    return true;
  }

  private int number(int row, boolean add) {
    long hash = SEED;
    for (int key = 0; key < width; key++) {
      long code = codes[key][row];
      if (code == KeyTable.UNKNOWN || (code == 0 && !nullsCount)) {
        return -1;
      }
      hash = mix(hash + code);
    }
    int slot = find(codes[0][row], hash, row);
    if (slots[slot] != 0 || !add) {
      return slots[slot] - 1;
    }
    if ((size + 1) * width > tuples.length) {
      grow();
      slot = find(codes[0][row], hash, row);
    }
    for (int key = 0; key < width; key++) {
      tuples[size * width + key] = codes[key][row];
    }
    slots[slot] = ++size;
    firstKeys = HexCode.isPacked(codes[0][row]) ? firstKeys : Math.max(firstKeys, codes[0][row]);
    return size - 1;
  }

  /** The slot of the row's tuple, or the free one where it belongs; of no row for {@code row} -1, which is like none. */
  private int find(long first, long hash, int row) {
    int mask = slots.length - 1;
    int slot = home(first, hash) & mask;
    for (int i = 0; i < WINDOW; i++) {
      if (slots[slot] == 0 || (row >= 0 && isTuple(slots[slot] - 1, row))) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    slot = (int) (hash >>> 32) & mask;
    while (slots[slot] != 0 && !(row >= 0 && isTuple(slots[slot] - 1, row))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int home(long first, long hash) {
    return width == 1 || stride == 0 || HexCode.isPacked(first)
        ? (int) hash
        : (int) first * stride + ((int) hash & (stride - 1));
  }

  private void grow() {
    int capacity = tuples.length / width;
    guard.reserve(bytes(2 * capacity));
    tuples = Arrays.copyOf(tuples, 2 * capacity * width);
    slots = new int[4 * capacity];
    stride = size > WINDOW * (firstKeys + 1) ? 0 : slotsPerFirstKey();
    for (int tuple = 0; tuple < size; tuple++) {
      long hash = SEED;
      for (int key = 0; key < width; key++) {
        hash = mix(hash + tuples[tuple * width + key]);
      }
      slots[find(tuples[tuple * width], hash, -1)] = tuple + 1;
    }
    guard.release(bytes(capacity));
  }

  private int slotsPerFirstKey() {
    long room = Math.max(1, slots.length / (firstKeys + 1));
    return (int) Math.min(MAX_STRIDE, Long.highestOneBit(room));
  }

  /** Every bit of the value reaches all bits of the result: the finaliser of a 64-bit mixer. */
  private static long mix(long value) {
    long h = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
    h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
    return h ^ h >>> 32;
  }
}
