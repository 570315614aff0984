// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.segment.SealedSegment;
import io.tracingonsls.logservice.engine.segment.SegmentMeta;
import java.util.ArrayList;
import java.util.List;

/**
 * Which segments are worth merging: neighbours of less than half a full segment each, when there are at least eight of them or
 * together they fill half a segment. So a log is rewritten a handful of times at most, and full segments never. A merged segment
 * spans at most a day of log time, or what its widest part spans, because expiry deletes whole segments.
 */
final class MergePolicy {
  private static final int MIN_RUN = 8;
  private static final int SMALL_SHARE = 2;
  private static final long MAX_SPAN_SECONDS = 86_400;
  private static final int MAX_CAP_SHARE = 8;

  private final int fullRows;

  MergePolicy(int fullRows) {
    this.fullRows = fullRows;
  }

  /**
   * The segments to merge next; empty when there are none. With a disk cap (not 0), which also deletes whole segments, none is made
   * larger than an eighth of it.
   */
  List<SealedSegment> choose(List<SealedSegment> sealed, long capBytes) {
    long maxBytes = capBytes == 0 ? Long.MAX_VALUE : capBytes / MAX_CAP_SHARE;
    List<SealedSegment> run = new ArrayList<>();
    int rows = 0;
    long bytes = 0;
    for (SealedSegment segment : sealed) {
      boolean small = segment.meta().rowCount() < fullRows / SMALL_SHARE;
      boolean fits =
          rows + segment.meta().rowCount() <= fullRows && bytes + segment.sizeBytes() <= maxBytes;
      if (!small || !fits || !near(run, segment)) {
        if (worthwhile(run, rows)) {
          return run;
        }
        run = new ArrayList<>();
        rows = 0;
        bytes = 0;
      }
      if (small) {
        run.add(segment);
        rows += segment.meta().rowCount();
        bytes += segment.sizeBytes();
      }
    }
    return worthwhile(run, rows) ? run : List.of();
  }

  private boolean worthwhile(List<SealedSegment> run, int rows) {
    return run.size() >= MIN_RUN || (run.size() >= 2 && rows >= fullRows / SMALL_SHARE);
  }

  private static boolean near(List<SealedSegment> run, SealedSegment next) {
    long low = next.meta().minSeconds();
    long high = next.meta().maxSeconds();
    long widest = high - low;
    for (SealedSegment segment : run) {
      SegmentMeta meta = segment.meta();
      low = Math.min(low, meta.minSeconds());
      high = Math.max(high, meta.maxSeconds());
      widest = Math.max(widest, meta.maxSeconds() - meta.minSeconds());
    }
    return high - low <= Math.max(MAX_SPAN_SECONDS, widest);
  }
}
