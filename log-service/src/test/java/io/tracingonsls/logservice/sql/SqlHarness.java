// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.QueryRequest;
import io.tracingonsls.logservice.query.SnapshotSource;
import io.tracingonsls.logservice.query.SqlAnswer;
import io.tracingonsls.logservice.query.VectorQueryEngine;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Runs statements over a log; the time is always 2023-11-14 22:13:20 UTC. */
public final class SqlHarness {
  public static final long NOW_SECONDS = 1_700_000_000L;

  private final SnapshotSource log;
  private final IndexHistory index;
  private final QueryLimits limits;

  public SqlHarness(SnapshotSource log, IndexConfig index) {
    this(log, index, QueryLimits.DEFAULT);
  }

  public SqlHarness(SnapshotSource log, IndexConfig index, QueryLimits limits) {
    this(log, IndexHistory.always(index), limits);
  }

  public SqlHarness(SnapshotSource log, IndexHistory index, QueryLimits limits) {
    this.log = log;
    this.index = index;
    this.limits = limits;
  }

  /** The whole answer to {@code search | SQL}. */
  public SqlAnswer answer(String query) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW_SECONDS), ZoneOffset.UTC);
    return new VectorQueryEngine(limits, clock)
        .sql(log, index, QueryRequest.of(query, 0, 4_000_000_000L), () -> false);
  }

  /** The rows of {@code * | sql}. */
  public List<List<String>> rows(String sql) {
    return answer("* | " + sql).rows();
  }

  /** The rows as one text: cells separated by {@code |}, rows by line breaks. */
  public String text(String sql) {
    return String.join(
        "\n", rows(sql).stream().map(row -> String.join("|", row)).toList());
  }

  /** The only cell of the value of an expression, computed over one row. */
  public String value(String expression) {
    return text("select " + expression + " from log limit 1");
  }
}
