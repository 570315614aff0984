// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;
import java.util.Map;

/** Raw searches and SQL on a log store: for explorers and the command line. Read-only. Blocking, thread-safe. */
public interface LogQuery {
  /** Runs {@code search | SQL}. */
  LogResult query(LogRequest request, ReadContext context);

  /** Hits of the search part over time. */
  List<HistogramBucket> histogram(LogRequest request, ReadContext context);

  /**
   * A request in the store's own language.
   *
   * @param logstore name; empty means the span Logstore
   * @param fromSeconds inclusive
   * @param toSeconds exclusive
   * @param line most rows of a plain search
   * @param reverse newest first
   */
  record LogRequest(
      String logstore,
      String query,
      long fromSeconds,
      long toSeconds,
      int line,
      long offset,
      boolean reverse) {}

  /**
   * Rows as text.
   *
   * @param columns in order; for a search the union of the rows' keys
   * @param types SQL type per column; empty for a search
   * @param complete false when the store gave up early
   */
  record LogResult(
      List<String> columns, List<String> types, List<Map<String, String>> rows, boolean complete) {}

  /** Hits from {@code fromSeconds} (inclusive) to {@code toSeconds} (exclusive). */
  record HistogramBucket(long fromSeconds, long toSeconds, long count, boolean complete) {}
}
