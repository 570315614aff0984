// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import java.util.Arrays;

/**
 * Sorts rows by time. Logs arrive nearly in order, in runs; so a stable merge sort that starts from the runs found is close to
 * linear. Rows with equal times keep their order of arrival.
 */
public final class RowOrder {
  private RowOrder() {}

  /** Whether the keys never decrease. */
  public static boolean sorted(long[] keys, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (keys[i] < keys[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Row numbers {@code from} to {@code to} in order of their keys. */
  public static int[] sort(long[] keys, int from, int to) {
    int[] order = new int[to - from];
    Arrays.setAll(order, i -> from + i);
    int[] runs = runs(keys, from, to);
    int[] spare = new int[order.length];
    int count = runs.length - 1;
    while (count > 1) {
      int merged = 0;
      for (int r = 0; r < count; r += 2) {
        int start = runs[r];
        int end = runs[Math.min(r + 2, count)];
        merge(keys, order, start, Math.min(runs[r + 1], end), end, spare);
        runs[merged++] = start;
      }
      runs[merged] = runs[count];
      count = merged;
      int[] swap = order;
      order = spare;
      spare = swap;
    }
    return order;
  }

  /** Starts of the ascending runs, relative to {@code from}, and the end. */
  private static int[] runs(long[] keys, int from, int to) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = from + 1; i < to; i++) {
      if (keys[i] < keys[i - 1]) {
        if (count + 2 > starts.length) {
          starts = Arrays.copyOf(starts, starts.length * 2);
        }
        starts[count++] = i - from;
      }
    }
    starts[count++] = to - from;
    return Arrays.copyOf(starts, count);
  }

  private static void merge(long[] keys, int[] in, int start, int middle, int end, int[] out) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = left < middle && (right >= end || keys[in[left]] <= keys[in[right]]);
      out[i] = takeLeft ? in[left++] : in[right++];
    }
  }

  /** Merges two orders; on equal keys those of the first come first. */
  public static int[] merge(long[] keys, int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    int[] out = new int[both.length];
    merge(keys, both, 0, first.length, both.length, out);
    return out;
  }
}
