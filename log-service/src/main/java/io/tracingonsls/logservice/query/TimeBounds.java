// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.plan.LogSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A half-open time range with nanosecond parts.
 *
 * @param fromSeconds first second
 * @param fromNanosPart logs of the first second before this part are left out
 * @param toSeconds end
 * @param toNanosPart logs of the second {@code toSeconds} before this part are included
 */
record TimeBounds(long fromSeconds, int fromNanosPart, long toSeconds, int toNanosPart) {

  /** The range of a request, checked as the protocol does. */
  static TimeBounds of(QueryRequest request) {
    if (request.fromSeconds() < 0) {
      throw QueryException.invalid("The parameter from must be a positive integer");
    }
    TimeBounds bounds = new TimeBounds(
        request.fromSeconds(), request.fromNanosPart(), request.toSeconds(), request.toNanosPart());
    boolean empty = bounds.fromSeconds > bounds.toSeconds
        || (bounds.fromSeconds == bounds.toSeconds && bounds.fromNanosPart >= bounds.toNanosPart);
    if (empty) {
      throw QueryException.invalid("The parameter from must be less than the parameter to");
    }
    return bounds;
  }

  Snapshot open(SnapshotSource source) {
    return source.snapshot(fromSeconds, toNanosPart > 0 ? toSeconds + 1 : toSeconds);
  }

  /** Opens more than the range, to both sides; {@link #cut(List, boolean)} takes it away again. */
  Snapshot openWider(SnapshotSource source, long seconds) {
    return source.snapshot(Math.max(0, fromSeconds - seconds), toSeconds + 1 + seconds);
  }

  /** The rows of the range in slices that may be wider. Slices keep their ordinals' order, but empty ones are left out. */
  List<SegmentSlice> cut(List<SegmentSlice> slices, boolean wider) {
    if (!wider) {
      return cut(slices);
    }
    List<SegmentSlice> parts = new ArrayList<>();
    for (SegmentSlice slice : slices) {
      SegmentSlice part =
          LogSource.cut(slice, fromSeconds, toNanosPart > 0 ? toSeconds + 1 : toSeconds);
      if (part != null) {
        parts.add(part);
      }
    }
    return cut(parts);
  }

  /** The slices without the rows that only the nanosecond parts exclude. */
  List<SegmentSlice> cut(List<SegmentSlice> slices) {
    if (fromNanosPart <= 0 && toNanosPart <= 0) {
      return slices;
    }
    List<SegmentSlice> cut = new ArrayList<>();
    for (SegmentSlice slice : slices) {
      int from = firstRow(slice, fromSeconds, fromNanosPart);
      int to = toNanosPart > 0 ? firstRow(slice, toSeconds, toNanosPart) : slice.toRow();
      if (from < to) {
        cut.add(new SegmentSlice(slice.segment(), from, to));
      }
    }
    return cut;
  }

  /** First row of the slice at or after a point in time, by binary search. */
  private static int firstRow(SegmentSlice slice, long seconds, int nanosPart) {
    SegmentReader segment = slice.segment();
    int low = slice.fromRow();
    int high = slice.toRow();
    while (low < high) {
      int middle = (low + high) >>> 1;
      long time = segment.timeSeconds(middle);
      if (time < seconds || (time == seconds && segment.timeNanosPart(middle) < nanosPart)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
