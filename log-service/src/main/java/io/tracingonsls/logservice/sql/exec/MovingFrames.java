// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.Vector;
import org.jspecify.annotations.Nullable;

/** Computes an aggregate over many frames at once: each frame that differs from the one before is a group. */
final class MovingFrames {
  private final Accumulator accumulator;
  private final Vector[] values;
  private final QueryGuard guard;
  private final int[] positions;
  private final int[] groups;
  private final int[] groupOfFrame;
  private int pairs;
  private int frames;
  private int group = -1;
  private int lastStart = -1;
  private int lastEnd = -1;
  private int next;

  /** At most {@code capacity} frames; as many rows are added at a time. */
  MovingFrames(Accumulator accumulator, Vector[] values, int capacity, QueryGuard guard) {
    this.accumulator = accumulator;
    this.values = values;
    this.guard = guard;
    this.positions = new int[capacity];
    this.groups = new int[capacity];
    this.groupOfFrame = new int[capacity];
  }

  boolean hasRoom() {
    return frames < groupOfFrame.length;
  }

  /** Adds the frame of the rows {@code [start, end)}. */
  void add(int start, int end) {
    if (start != lastStart || end != lastEnd) {
      lastStart = start;
      lastEnd = end;
      group++;
      for (int row = start; row < end; row++) {
        positions[pairs] = row;
        groups[pairs++] = group;
        if (pairs == positions.length) {
          finish();
        }
      }
    }
    groupOfFrame[frames++] = group;
  }

  /** Adds what is pending; results may be asked for now. */
  void finish() {
    Selection.addSelected(accumulator, groups, group + 1, values, positions, pairs);
    pairs = 0;
    guard.check();
  }

  /** The result of the first frame, then of the second, and so on. */
  @Nullable
  Object next() {
    return accumulator.result(groupOfFrame[next++]);
  }
}
