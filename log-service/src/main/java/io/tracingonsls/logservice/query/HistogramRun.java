// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.query.HistogramAnswer.Bucket;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Counts selected rows per bucket; rows are in time order, so a bucket is a row range. */
final class HistogramRun {
  private static final int WANTED_BUCKETS = 60;
  private static final int MAX_BUCKETS = 10_000;
  private static final long[] WIDTHS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400
  };

  private final long fromSeconds;
  private final long toSeconds;
  private final long width;
  private final long origin;
  private final long[] counts;

  HistogramRun(long fromSeconds, long toSeconds, long intervalSeconds) {
    this.fromSeconds = fromSeconds;
    this.toSeconds = Math.max(toSeconds, fromSeconds + 1);
    this.width = intervalSeconds > 0 ? intervalSeconds : width(this.toSeconds - fromSeconds);
    this.origin = fromSeconds - Math.floorMod(fromSeconds, width);
    long buckets = (this.toSeconds - 1 - origin) / width + 1;
    if (buckets > MAX_BUCKETS) {
      throw QueryException.invalid(
          "interval " + width + " gives " + buckets + " buckets, more than " + MAX_BUCKETS);
    }
    this.counts = new long[(int) buckets];
  }

  private static long width(long range) {
    for (long width : WIDTHS) {
      if (range <= width * WANTED_BUCKETS) {
        return width;
      }
    }
    long days = (range + 86400L * WANTED_BUCKETS - 1) / (86400L * WANTED_BUCKETS);
    return days * 86400L;
  }

  void add(SegmentSlice slice, RowSet hits) {
    SegmentReader segment = slice.segment();
    int row = hits.next(slice.fromRow());
    while (row >= 0) {
      int bucket = (int) Math.min((segment.timeSeconds(row) - origin) / width, counts.length - 1);
      int end = bucket == counts.length - 1
          ? slice.toRow()
          : segment.firstRowAtOrAfter(origin + (bucket + 1) * width);
      counts[bucket] += hits.count(row, end);
      row = hits.next(end);
    }
  }

  HistogramAnswer answer(long processedRows) {
    List<Bucket> buckets = new ArrayList<>(counts.length);
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      long start = Math.max(fromSeconds, origin + i * width);
      buckets.add(new Bucket(start, Math.min(toSeconds, origin + (i + 1) * width), counts[i]));
      total += counts[i];
    }
    return new HistogramAnswer(buckets, total, processedRows);
  }
}
