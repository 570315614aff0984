// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.query.MemoryLog;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The short cut for "groups with the highest maximum" answers what grouping everything would. */
final class TopGroupsTest {

  @Test
  void highestMaxima_equalThoseOfGroupingEverything() {
    for (int seed = 1; seed <= 30; seed++) {
      check(seed, "start", (start, duration) -> start);
    }
  }

  @Test
  void highestMaximaOfAnExpression_equalThoseOfGroupingEverything() {
    for (int seed = 1; seed <= 30; seed++) {
      check(
          seed,
          "start * 3 + coalesce(duration, 5) / 7 - 4",
          (start, duration) -> start * 3 + (duration == null ? 5 : duration) / 7 - 4);
      check(seed, "start * -2", (start, duration) -> start * -2);
      check(
          seed,
          "coalesce(duration, start)",
          (start, duration) -> duration == null ? start : duration);
    }
  }

  /** Computes what the statement does; both may be null, start never is here. */
  private interface Formula {
    long of(long start, @Nullable Long duration);
  }

  private static void check(int seed, String expression, Formula formula) {
    Random random = new Random(seed);
    MemoryLog log = new MemoryLog(1 + random.nextInt(40));
    Map<String, Long> maxima = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      String trace = "t" + random.nextInt(60);
      String service = "s" + random.nextInt(3);
      Long start =
          random.nextInt(10) == 0 ? null : (long) (1_000_000 * i / 300 + random.nextInt(200_000));
      Long duration = random.nextInt(4) == 0 ? null : (long) random.nextInt(3_000_000) - 1_000_000;
      log.add(
          100 + i,
          "traceID",
          trace,
          "service",
          service,
          "start",
          start == null ? null : start.toString(),
          "duration",
          duration == null ? null : duration.toString());
      boolean counts = start != null || (duration != null && expression.startsWith("coalesce"));
      if (service.equals("s1") && counts) {
        maxima.merge(trace, formula.of(start == null ? 0 : start, duration), Math::max);
      }
    }
    int limit = 1 + random.nextInt(20);
    List<String> expected = maxima.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(entry -> entry.getKey() + "|" + entry.getValue())
        .toList();
    String sql = "select traceID, max(" + expression
        + ") as ts from log where service = 's1' group by traceID order by ts desc, traceID limit "
        + limit;
    assertThat(new SqlHarness(log, SpanLog.index()).text(sql))
        .as("seed " + seed + ": " + expression)
        .isEqualTo(String.join("\n", expected));
  }
}
