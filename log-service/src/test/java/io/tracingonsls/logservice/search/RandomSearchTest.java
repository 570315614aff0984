// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import io.tracingonsls.logservice.engine.ingest.LogGroupWriter;
import io.tracingonsls.logservice.engine.store.ColumnEngine;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.query.HistogramAnswer;
import io.tracingonsls.logservice.query.MemoryLog;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.QueryRequest;
import io.tracingonsls.logservice.query.SnapshotSource;
import io.tracingonsls.logservice.query.VectorQueryEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
      compare("seed " + seed + ": " + query, log, log, history, query, random);
    }
  }

  @Test
  void searchOverTheEngine_agreesWithNaiveSearch(@TempDir Path folder) throws IOException {
    for (int seed = 1; seed <= 6; seed++) {
      engineRound(seed, folder.resolve("seed-" + seed));
    }
  }

  private void engineRound(int seed, Path folder) throws IOException {
    Random random = new Random(seed);
    RandomLogs world = new RandomLogs(random);
    IndexConfig[] configs = {IndexConfig.NONE, world.index(), world.index()};
    MemoryLog log = new MemoryLog(1000);
    try (ColumnEngine columns =
        ColumnEngine.start(folder, EngineOptions.DEFAULT, Clock.systemUTC())) {
      Logstore store = columns.open(new LogstoreName("project", "store"), options(0));
      for (int i = 0; i < 60; i++) {
        int version = i < 5 ? 0 : i < 30 ? 1 : 2;
        LogRecord record = world.log();
        log.indexVersion(version).add(record);
        store.options(options(version));
        LogGroupWriter group =
            new LogGroupWriter(new GroupHeader(record.topic(), record.source(), record.tags()));
        group.log(record.timeSeconds(), record.timeNanosPart(), record.fields());
        byte[] body = group.toByteArray();
        store
            .append(new AppendRequest(body, Codec.NONE, body.length, 0, 1000))
            .toCompletableFuture()
            .join();
        if (i == 20 || (i == 59 && random.nextBoolean())) {
          store.flush();
        }
      }
      for (int i = 0; i < 40; i++) {
        String query = world.query(3);
        compare(
            "engine seed " + seed + ": " + query,
            store::snapshot,
            log,
            history(configs),
            query,
            random);
      }
    }
  }

  private static LogstoreOptions options(int version) {
    return new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 0, version);
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
      String what,
      SnapshotSource source,
      MemoryLog log,
      IndexHistory history,
      String query,
      Random random) {
    QueryRequest request = QueryRequest.of(query, FROM, TO);
    List<LogRecord> found;
    try {
      found = engine.search(source, history, request, () -> false).rows();
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
            .search(source, history, request.page(7, offset, true), () -> false)
            .rows())
        .as(what)
        .containsExactlyElementsOf(reversed.stream().skip(offset).limit(7).toList());
    HistogramAnswer histogram =
        engine.histogram(source, history, request, 1 + random.nextInt(9), () -> false);
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
