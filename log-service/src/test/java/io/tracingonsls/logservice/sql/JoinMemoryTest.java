// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.query.MemoryLog;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.search.QueryException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The join of spans with their parents that the dependency graph asks for: in little memory, or refused with the reason. Most
 * spans are nobody's parent, and those must cost nothing.
 */
final class JoinMemoryTest {
  private static final int PARENTS = 1000;
  private static final int SPANS_PER_PARENT = 20;
  private static final String DEPENDENCIES =
      "select p.service_name parent, c.service_name child, count(1) calls, sum(c.is_error) errors,"
          + " sum(c.nanos) total, max(c.nanos) longest"
          + " from (select distinct traceID trace_id, spanID span_id, service service_name from log) p"
          + " join (select traceID trace_id, parentSpanID parent_id, service service_name,"
          + " case when statusCode = 'ERROR' then 1 else 0 end is_error, duration * 1000 nanos"
          + " from log where parentSpanID <> '') c"
          + " on p.trace_id = c.trace_id and p.span_id = c.parent_id"
          + " where p.service_name <> c.service_name"
          + " group by p.service_name, c.service_name order by child limit 10000";

  /** Every parent twice, as after a retried write; its children call no one. */
  private static MemoryLog log() {
    MemoryLog log = new MemoryLog(1000);
    for (int parent = 0; parent < PARENTS; parent++) {
      for (int copy = 0; copy < 2; copy++) {
        log.add(100 + parent, "traceID", trace(parent), "spanID", "root", "service", "front");
      }
      for (int child = 0; child < SPANS_PER_PARENT; child++) {
        log.add(
            100 + parent,
            "traceID",
            trace(parent),
            "spanID",
            String.format("%08x%08x", parent, child),
            "parentSpanID",
            "root",
            "service",
            child % 2 == 0 ? "cart" : "store",
            "statusCode",
            child == 1 ? "ERROR" : "OK",
            "duration",
            Integer.toString(child));
      }
    }
    return log;
  }

  private static String trace(int number) {
    return String.format("%032x", number);
  }

  private static String dependencies(long memoryBytes) {
    QueryLimits limits = new QueryLimits(Duration.ofMinutes(1), memoryBytes, 1 << 20);
    return new SqlHarness(log(), SpanLog.index(), limits).text(DEPENDENCIES);
  }

  @Test
  void join_fitsIntoTightMemory() {
    assertThat(dependencies(2_000_000))
        .isEqualTo("front|cart|10000|0|90000000|18000\nfront|store|10000|1000|100000000|19000");
  }

  @Test
  void join_beyondItsMemory_isRefusedWithTheReason() {
    assertThatThrownBy(() -> dependencies(500_000))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("query exceeded its memory limit of 500000 bytes");
  }

  @Test
  void keysOfTextsFarApartInLength_meetTheirEqual() {
    MemoryLog log = new MemoryLog(3);
    for (int length : new int[] {0, 1, 7, 8, 9, 254, 255, 256, 2000}) {
      log.add(1, "spanID", "é".repeat(length), "start", Integer.toString(length));
      log.add(2, "parentSpanID", "é".repeat(length), "start", Integer.toString(length));
    }
    SqlHarness harness = new SqlHarness(log, SpanLog.index());
    assertThat(
            harness.text(
                "select count(*), sum(if(a.start = b.start, 1, 0)) from log a join log b on a.spanID = b.parentSpanID"))
        .isEqualTo("9|9");
    assertThat(
            harness.text(
                "select count(*) from log a left join log b on a.spanID = concat(b.parentSpanID, 'x') where b.start is null"))
        .isEqualTo("18");
  }
}
