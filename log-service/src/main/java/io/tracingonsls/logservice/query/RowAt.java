// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.SegmentReader;

/**
 * A row of an open snapshot.
 *
 * @param ordinal of its slice, which orders rows of the same time
 */
record RowAt(SegmentReader segment, int ordinal, int row) implements Comparable<RowAt> {
  LogRecord log() {
    return segment.log(row);
  }

  long seconds() {
    return segment.timeSeconds(row);
  }

  /** By time, then arrival. */
  @Override
  public int compareTo(RowAt other) {
    int byTime = Long.compare(seconds(), other.seconds());
    if (byTime == 0) {
      byTime = Integer.compare(segment.timeNanosPart(row), other.segment.timeNanosPart(other.row));
    }
    if (byTime == 0) {
      byTime = Integer.compare(ordinal, other.ordinal);
    }
    return byTime == 0 ? Integer.compare(row, other.row) : byTime;
  }
}
