// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.query.MemoryLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Keys that look like ids are compared as numbers, others as texts: neither may be taken for the other. */
final class KeyCodesTest {
  /** Ids that can be packed, and their neighbours that can't: small ones, the largest, other lengths, capitals, other characters. */
  private static final List<String> IDS = List.of(
      "0000000000000000",
      "0000000000000001",
      "00000000ffffffff",
      "0000000100000000",
      "7fffffffffffffff",
      "8000000000000000",
      "fffffffffffffffe",
      "ffffffffffffffff",
      "FFFFFFFFFFFFFFFF",
      "000000010000000",
      "00000001000000000",
      "000000010000000g",
      "000000010000000é",
      "00000001000000\u00b0",
      "1",
      "2",
      "");

  private static MemoryLog log() {
    MemoryLog log = new MemoryLog(5);
    for (int i = 0; i < IDS.size(); i++) {
      for (int copy = 0; copy <= i; copy++) {
        log.add(10 + i, "traceID", "t" + copy % 3, "spanID", IDS.get(i), "service", "s" + i);
      }
      log.add(10 + i, "traceID", "t0", "parentSpanID", IDS.get(i), "service", "s" + i);
    }
    return log;
  }

  private final SqlHarness harness = new SqlHarness(log(), SpanLog.index());

  @Test
  void groups_keepEveryTextApart() {
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < IDS.size(); i++) {
      expected.put(IDS.get(i), Integer.toString(i + 1));
    }
    Map<String, String> actual = new TreeMap<>();
    for (List<String> row : harness.rows(
        "select spanID, count(*) from log where spanID is not null group by spanID limit 1000")) {
      actual.put(row.get(0), row.get(1));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void joins_meetEqualTextsOnly() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < IDS.size(); i++) {
      expected.add("s" + i + "|s" + i + "|" + (i / 3 + 1));
    }
    String pairs = harness.text("select a.service, b.service, count(*) from log a join log b"
        + " on a.traceID = b.traceID and a.spanID = b.parentSpanID"
        + " group by a.service, b.service limit 1000");
    assertThat(pairs.split("\n")).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void distinct_countsThemAll() {
    assertThat(harness.text("select count(distinct spanID), approx_distinct(spanID) from log"))
        .isEqualTo(IDS.size() + "|" + IDS.size());
    assertThat(harness.rows(
            "select distinct traceID, spanID from log where spanID is not null limit 1000"))
        .hasSize(3 * IDS.size() - 3);
  }

  @Test
  void manyKeysOfOneFirstKey_areAllFound() {
    MemoryLog log = new MemoryLog(500);
    for (int i = 0; i < 20_000; i++) {
      log.add(
          i,
          "traceID",
          i % 100 == 0 ? "t" + i : "huge",
          "spanID",
          id(i),
          "parentSpanID",
          id(i / 2));
    }
    SqlHarness wide = new SqlHarness(log, SpanLog.index());
    assertThat(wide.text("select count(*) from (select distinct traceID, spanID from log)"))
        .isEqualTo("20000");
    assertThat(wide.text("select count(*) from log p join log c"
            + " on p.traceID = c.traceID and p.spanID = c.parentSpanID"))
        .isEqualTo(Long.toString(expectedChildren()));
  }

  private static long expectedChildren() {
    long count = 0;
    for (int i = 0; i < 20_000; i++) {
      boolean hugeChild = i % 100 != 0;
      boolean hugeParent = i / 2 % 100 != 0;
      count += (hugeChild && hugeParent) || i == i / 2 ? 1 : 0;
    }
    return count;
  }

  private static String id(int number) {
    return String.format("%016x", (number + 1) * 0x9E3779B97F4A7C15L);
  }
}
