// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import java.util.List;

/**
 * Hits per time bucket.
 *
 * @param buckets contiguous, covering [from, to)
 * @param totalCount all hits
 * @param processedRows logs in the time range
 */
public record HistogramAnswer(List<Bucket> buckets, long totalCount, long processedRows) {
  public HistogramAnswer {
    buckets = List.copyOf(buckets);
  }

  /** Hits with {@code fromSeconds <= time < toSeconds}. */
  public record Bucket(long fromSeconds, long toSeconds, long count) {}
}
