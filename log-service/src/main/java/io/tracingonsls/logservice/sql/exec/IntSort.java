// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

/** Stable merge sort of positions by a comparison of the rows they stand for. */
final class IntSort {
  private static final int SMALL = 8;

  private final Order order;
  private final int[] buffer;

  private IntSort(Order order, int size) {
    this.order = order;
    this.buffer = new int[size];
  }

  /** Compares two rows by position. */
  @FunctionalInterface
  interface Order {
    int compare(int a, int b);
  }

  /** The positions 0 to {@code size - 1} in order. */
  static int[] sort(int size, Order order) {
    int[] positions = new int[size];
    for (int i = 0; i < size; i++) {
      positions[i] = i;
    }
    sort(positions, 0, size, order);
    return positions;
  }

  /** Sorts {@code positions[from, to)}. */
  static void sort(int[] positions, int from, int to, Order order) {
    new IntSort(order, to).sort(positions, from, to);
  }

  private void sort(int[] positions, int from, int to) {
    if (to - from <= SMALL) {
      insert(positions, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(positions, from, middle);
    sort(positions, middle, to);
    if (order.compare(positions[middle - 1], positions[middle]) > 0) {
      merge(positions, from, middle, to);
    }
  }

  private void insert(int[] positions, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int moved = positions[i];
      int at = i;
      while (at > from && order.compare(positions[at - 1], moved) > 0) {
        positions[at] = positions[at - 1];
        at--;
      }
      positions[at] = moved;
    }
  }

  private void merge(int[] positions, int from, int middle, int to) {
    System.arraycopy(positions, from, buffer, from, middle - from);
    int left = from;
    int right = middle;
    int out = from;
    while (left < middle && right < to) {
      positions[out++] =
          order.compare(buffer[left], positions[right]) <= 0 ? buffer[left++] : positions[right++];
    }
    System.arraycopy(buffer, left, positions, out, middle - left);
  }
}
