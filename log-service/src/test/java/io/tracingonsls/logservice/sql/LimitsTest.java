// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.query.MemoryLog;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.QueryRequest;
import io.tracingonsls.logservice.query.VectorQueryEngine;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries stop at memory, size, time and the caller's wish, with the reason. */
final class LimitsTest {
  private static final int ROWS = 3000;

  private static MemoryLog log() {
    MemoryLog log = new MemoryLog(1000);
    for (int i = 0; i < ROWS; i++) {
      log.add(100 + i, "spanID", "span-" + i, "service", "s", "start", Integer.toString(i));
    }
    return log;
  }

  private static Reason stop(QueryLimits limits, String sql) {
    try {
      new SqlHarness(log(), SpanLog.index(), limits).rows(sql);
    } catch (QueryException e) {
      return e.reason();
    }
    throw new AssertionError("not stopped: " + sql);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select spanID, count(*) from log group by spanID",
        "select count(distinct spanID) from log",
        "select approx_distinct(spanID) from log",
        "select array_agg(spanID) from log",
        "select spanID, start from log order by spanID limit 100000",
        "select count(*) from log a join log b on a.spanID = b.spanID",
        "select row_number() over (order by start) from log",
        "select approx_percentile(start, 0.5), histogram(spanID) from log",
        "select count(*) from log where spanID in (select spanID from log)",
      })
  void memory_isBounded(String sql) {
    QueryLimits small = new QueryLimits(Duration.ofMinutes(1), 20_000, 1 << 20);
    assertThat(stop(small, sql)).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void topRows_needMemoryForThoseOnly() {
    QueryLimits small = new QueryLimits(Duration.ofMinutes(1), 600_000, 1 << 20);
    assertThat(new SqlHarness(log(), SpanLog.index(), small)
            .text("select start from log order by start desc limit 2"))
        .isEqualTo("2999\n2998");
  }

  @Test
  void result_isBounded() {
    QueryLimits small = new QueryLimits(Duration.ofMinutes(1), 1 << 30, 10_000);
    assertThat(stop(small, "select spanID from log limit 3000")).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void runTime_isBounded() {
    QueryLimits brief = new QueryLimits(Duration.ofNanos(1), 1 << 30, 1 << 20);
    assertThat(stop(brief, "select count(*) from log")).isEqualTo(Reason.TIMED_OUT);
    assertThat(stop(
            QueryLimits.DEFAULT, "set session query_max_run_time=0s; select count(*) from log"))
        .isEqualTo(Reason.TIMED_OUT);
    QueryLimits short100 = new QueryLimits(Duration.ofMillis(100), 1 << 30, 1 << 20);
    assertThat(stop(
            short100,
            "select count(*) from log where regexp_like('" + "a".repeat(60) + "b', '"
                + "(.*)".repeat(12) + "c')"))
        .isEqualTo(Reason.TIMED_OUT);
    assertThat(stop(
            short100,
            "select count(*) from log a, log b, log c where a.start + b.start = c.start + 1"))
        .isEqualTo(Reason.TIMED_OUT);
  }

  @Test
  void caller_canCancel() {
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> new VectorQueryEngine(QueryLimits.DEFAULT, Clock.systemUTC())
            .sql(
                log(),
                IndexHistory.always(SpanLog.index()),
                QueryRequest.of("* | select count(*) from log", 0, 10_000),
                () -> asked.incrementAndGet() > 2))
        .hasMessage("query was cancelled");
  }

  @Test
  void longTexts_areCutForSqlOnly() {
    MemoryLog log = new MemoryLog(10).add(1, "service", "é".repeat(3000));
    assertThat(new SqlHarness(log, SpanLog.index()).text("select length(service) from log"))
        .isEqualTo("1024");
  }
}
