// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the log behind a statement; one consistent view for all its scans. */
public interface LogSource {
  /** First second of the request. */
  long fromSeconds();

  /** End of the request in seconds, exclusive. */
  long toSeconds();

  /** Announces, before anything runs, that a scan will want this range. */
  void announce(long fromSeconds, long toSeconds);

  /** The rows of a range that was announced. */
  List<SegmentSlice> slices(long fromSeconds, long toSeconds);

  /** The part of a slice within a range, or null when it is empty. */
  static @Nullable SegmentSlice cut(SegmentSlice slice, long fromSeconds, long toSeconds) {
    SegmentReader segment = slice.segment();
    int from = Math.max(slice.fromRow(), segment.firstRowAtOrAfter(fromSeconds));
    int to = Math.min(slice.toRow(), segment.firstRowAtOrAfter(toSeconds));
    return from < to ? new SegmentSlice(segment, from, to) : null;
  }
}
