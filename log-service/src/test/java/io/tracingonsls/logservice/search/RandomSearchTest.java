// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.query.HistogramAnswer;
import io.tracingonsls.logservice.query.MemoryLog;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.QueryRequest;
import io.tracingonsls.logservice.query.VectorQueryEngine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The vector search and a log-by-log evaluator agree on random logs, index configurations and queries. */
final class RandomSearchTest {
  private static final int FROM = 1005;
  private static final int TO = 1045;

  private final VectorQueryEngine engine =
      new VectorQueryEngine(QueryLimits.DEFAULT, Clock.systemUTC());

  @Test
  void vectorSearch_agreesWithNaiveSearch() {
    String given = System.getProperty("tests.seed", "");
    long first = given.isEmpty() || given.startsWith("$") ? 42 : Long.parseLong(given);
    for (long seed = first; seed < first + 150; seed++) {
      round(seed);
    }
  }

  private void round(long seed) {
    Random random = new Random(seed);
    RandomLogs world = new RandomLogs(random);
    IndexConfig[] configs = {IndexConfig.NONE, world.index(), world.index()};
    MemoryLog log = new MemoryLog(1 + random.nextInt(20));
    for (int i = 0; i < 60; i++) {
      log.indexVersion(i < 5 ? 0 : i < 30 ? 1 : 2).add(world.log());
    }
    IndexHistory history = history(configs);
    for (int i = 0; i < 30; i++) {
      String query = world.query(3);
      compare("seed " + seed + ": " + query, log, history, query, random);
    }
  }

  private static IndexHistory history(IndexConfig[] configs) {
    return new IndexHistory() {
      @Override
      public IndexConfig current() {
        return configs[2];
      }

      @Override
      public IndexConfig at(int version) {
        return configs[version];
      }
    };
  }

  private void compare(
      String what, MemoryLog log, IndexHistory history, String query, Random random) {
    QueryRequest request = QueryRequest.of(query, FROM, TO);
    List<LogRecord> found;
    try {
      found = engine.search(log, history, request, () -> false).rows();
    } catch (QueryException e) {
      assertThat(e)
          .as(what)
          .hasMessageMatching(
              "(?s).*(is not config as key value config|can not be used|is more than 30).*");
      return;
    }
    List<LogRecord> expected = naive(log, history, SearchParser.parse(query).search());
    assertThat(difference(found, expected))
        .as(what + ": found but not expected")
        .isEmpty();
    assertThat(difference(expected, found))
        .as(what + ": expected but not found")
        .isEmpty();
    assertThat(found.equals(expected))
        .as(what + ": in order of time and arrival")
        .isTrue();
    int offset = random.nextInt(5);
    List<LogRecord> reversed = new ArrayList<>(expected);
    Collections.reverse(reversed);
    assertThat(engine
            .search(log, history, request.page(7, offset, true), () -> false)
            .rows())
        .as(what)
        .containsExactlyElementsOf(reversed.stream().skip(offset).limit(7).toList());
    HistogramAnswer histogram =
        engine.histogram(log, history, request, 1 + random.nextInt(9), () -> false);
    assertThat(histogram.totalCount()).as(what).isEqualTo(expected.size());
    for (HistogramAnswer.Bucket bucket : histogram.buckets()) {
      assertThat(bucket.count())
          .as(what)
          .isEqualTo(expected.stream()
              .filter(r ->
                  r.timeSeconds() >= bucket.fromSeconds() && r.timeSeconds() < bucket.toSeconds())
              .count());
    }
  }

  private static List<LogRecord> difference(List<LogRecord> from, List<LogRecord> without) {
    List<LogRecord> rest = new ArrayList<>(from);
    rest.removeAll(without);
    return rest;
  }

  /** In order of time, then arrival. */
  private static List<LogRecord> naive(MemoryLog log, IndexHistory history, SearchNode node) {
    List<LogRecord> hits = new ArrayList<>();
    for (int i = 0; i < log.logs().size(); i++) {
      LogRecord record = log.logs().get(i);
      boolean inTime = record.timeSeconds() >= FROM && record.timeSeconds() < TO;
      if (inTime && new NaiveSearch(history.at(log.version(i))).matches(node, record)) {
        hits.add(record);
      }
    }
    hits.sort(Comparator.comparingLong(LogRecord::timeSeconds)
        .thenComparingInt(LogRecord::timeNanosPart));
    return hits;
  }
}
