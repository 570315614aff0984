// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.query.MemoryLog;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Joins of the log with itself along parent ids against nested loops over the rows, on random logs: traces in one or several
 * segments, spans stored twice, missing and empty ids.
 */
final class SelfJoinTest {
  private static final long SEED =
      Long.getLong("tests.seed", new Random().nextInt(Integer.MAX_VALUE));
  private static final int ROUNDS = 60;

  private record Span(
      @Nullable String trace,
      @Nullable String id,
      @Nullable String parent,
      String service,
      int start) {}

  @Test
  void join_givesThePairsOfNestedLoops() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(SEED + round);
      List<Span> spans = spans(random);
      SqlHarness harness = new SqlHarness(log(spans, 1 + random.nextInt(40)), SpanLog.index());
      int from = random.nextInt(50);
      boolean distinct = random.nextBoolean();
      String left = "select " + (distinct ? "distinct " : "")
          + "traceID t, spanID s, service v from log where service <> 'd'";
      String right = "select start b, traceID t, parentSpanID p, service v from log"
          + " where parentSpanID <> '' and start >= " + from;
      String sql =
          "select p.v, c.v, count(*), sum(c.b), max(c.b) from (" + left + ") p join (" + right
              + ") c on p.t = c.t and p.s = c.p where p.v <> c.v group by p.v, c.v order by 1, 2";
      assertThat(harness.text(sql))
          .as("seed %d, -Dtests.seed=%d: %s", SEED, SEED, sql)
          .isEqualTo(expected(spans, from, distinct));
    }
  }

  @Test
  void join_readsOnlyWhatTheSearchAndTheTimesSelect() {
    MemoryLog log = new MemoryLog(10);
    log.add(100, "traceID", "t", "spanID", "a", "service", "front");
    log.add(101, "traceID", "t", "spanID", "b", "parentSpanID", "a", "service", "cart");
    log.add(102, "traceID", "t", "spanID", "c", "parentSpanID", "b", "service", "store");
    SqlHarness harness = new SqlHarness(log, SpanLog.index());
    String join = "select p.spanID, c.spanID from log p join log c"
        + " on p.traceID = c.traceID and p.spanID = c.parentSpanID";
    assertThat(harness.text(join + " order by 1")).isEqualTo("a|b\nb|c");
    assertThat(harness.answer("not service:front | " + join).rows())
        .isEqualTo(List.of(List.of("b", "c")));
    assertThat(harness.text(join + " and p.spanID < 'b' and c.service > p.service"))
        .isEmpty();
    assertThat(harness.text(join + " and c.service < p.service order by 1")).isEqualTo("a|b");
  }

  @Test
  void join_ofCutTexts_meetsWhatIsEqualAfterTheCut() {
    String shown = "x".repeat(2048);
    MemoryLog log = new MemoryLog(10);
    log.add(100, "traceID", shown + "1", "spanID", "a", "service", "front");
    log.add(101, "traceID", shown + "2", "spanID", "b", "parentSpanID", "a", "service", "cart");
    assertThat(new SqlHarness(log, SpanLog.index())
            .text("select p.spanID, c.spanID from log p join log c"
                + " on p.traceID = c.traceID and p.spanID = c.parentSpanID"))
        .isEqualTo("a|b");
  }

  private static List<Span> spans(Random random) {
    int traces = 1 + random.nextInt(20);
    int ids = 1 + random.nextInt(12);
    Span[] spans = new Span[1 + random.nextInt(200)];
    for (int i = 0; i < spans.length; i++) {
      int trace = Math.min(traces, Math.max(0, i * traces / spans.length + random.nextInt(3) - 1));
      spans[i] = i > 0 && random.nextInt(10) == 0
          ? spans[random.nextInt(i)]
          : new Span(
              random.nextInt(20) == 0 ? null : "t" + trace,
              random.nextInt(20) == 0 ? null : id(random, ids, trace),
              random.nextInt(20) == 0 ? null : id(random, ids, trace),
              String.valueOf((char) ('a' + random.nextInt(4))),
              random.nextInt(100));
    }
    return Arrays.asList(spans);
  }

  private static String id(Random random, int ids, int trace) {
    int id = random.nextInt(ids * 4);
    return id == 0 ? "" : String.format("%016x", trace % 2 == 0 ? id : id + 1000L);
  }

  private static MemoryLog log(List<Span> spans, int rowsPerSegment) {
    MemoryLog log = new MemoryLog(rowsPerSegment);
    long seconds = 100;
    for (Span span : spans) {
      log.add(
          seconds++,
          "traceID",
          span.trace(),
          "spanID",
          span.id(),
          "parentSpanID",
          span.parent(),
          "service",
          span.service(),
          "start",
          Integer.toString(span.start()));
    }
    return log;
  }

  private static String expected(List<Span> spans, int from, boolean distinct) {
    TreeMap<String, long[]> groups = new TreeMap<>();
    for (Span child : spans) {
      boolean wanted = child.trace() != null
          && child.parent() != null
          && !child.parent().isEmpty()
          && child.start() >= from;
      Set<String> seen = new HashSet<>();
      for (Span parent : spans) {
        boolean pair = wanted
            && Objects.equals(parent.trace(), child.trace())
            && Objects.equals(parent.id(), child.parent())
            && !parent.service().equals("d")
            && !parent.service().equals(child.service());
        if (pair && (seen.add(parent.service()) || !distinct)) {
          long[] sums = groups.computeIfAbsent(
              parent.service() + "|" + child.service(), key -> new long[] {0, 0, Long.MIN_VALUE});
          sums[0]++;
          sums[1] += child.start();
          sums[2] = Math.max(sums[2], child.start());
        }
      }
    }
    List<String> lines = groups.entrySet().stream()
        .map(
            e -> e.getKey() + "|" + e.getValue()[0] + "|" + e.getValue()[1] + "|" + e.getValue()[2])
        .toList();
    return String.join("\n", lines);
  }
}
