// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import io.tracingonsls.benchmarks.engine.InputFile;
import io.tracingonsls.benchmarks.engine.SpanSet;
import io.tracingonsls.benchmarks.engine.SqlQueries;
import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.store.ColumnEngine;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.query.QueryEngine;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.QueryRequest;
import io.tracingonsls.logservice.query.VectorQueryEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine of the local Log Service with its default options, asked by search and SQL texts. */
final class OwnStore implements ComparedStore {
  private final ColumnEngine engine;
  private final Logstore store;
  private final QueryEngine queries = new VectorQueryEngine(QueryLimits.DEFAULT, Clock.systemUTC());
  private final IndexHistory index = IndexHistory.always(SqlQueries.index());

  OwnStore(Path folder) throws IOException {
    engine = ColumnEngine.start(folder, EngineOptions.DEFAULT, Clock.systemUTC());
    store = engine.open(
        new LogstoreName("bench", "spans"),
        new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 0, 1));
  }

  @Override
  public void add(InputFile.Group group) {
    store
        .append(new AppendRequest(group.body(), Codec.LZ4, group.rawLength(), 0, SpanSet.DAY_START))
        .toCompletableFuture()
        .join();
  }

  @Override
  public void finish() {
    store.flush();
  }

  @Override
  public long trace(String traceId) {
    return search("traceID: \"" + traceId + '"', 100);
  }

  @Override
  public long newestTraces(@Nullable String service, long fromSeconds) {
    String where = service == null ? "" : " where service = '" + service + "' and duration >= 1000";
    String search = service == null ? "*" : "service: \"" + service + '"';
    return sum(
        1,
        search + " | select traceID, max(start) ts from log" + where
            + " group by traceID order by ts desc limit " + NEWEST,
        fromSeconds);
  }

  @Override
  public long services() {
    return countedSum(
        1, "* | select service, count(1) c from log group by service limit 10000", DAY);
  }

  @Override
  public long operations(String service) {
    return rows(
            "service: \"" + service
                + "\" | select name, kind from log group by name, kind limit 10000",
            DAY)
        .size();
  }

  @Override
  public long newestWith(String attribute, String value) {
    return search('"' + attribute + "\": \"" + value + '"', NEWEST);
  }

  @Override
  public long newestWithWords(String a, String b) {
    return search("logs: \"" + a + ' ' + b + '"', NEWEST);
  }

  @Override
  public long percentiles(String service, long fromSeconds) {
    return countedSum(
        1,
        "service: \"" + service
            + "\" | select date_trunc('minute', __time__) m, count(*), approx_percentile(duration, 0.95)"
            + " from log group by m order by m limit 10000",
        fromSeconds);
  }

  @Override
  public long numbersFrom(String attribute, long least) {
    return sum(
        0,
        "* | select count(*) from log where try_cast(\"" + attribute + "\" as double) >= " + least,
        DAY);
  }

  @Override
  public long dependencies() {
    return countedSum(
        2,
        "* | select p.service, c.service, count(*) from log p join log c"
            + " on p.traceID = c.traceID and p.spanID = c.parentSpanID"
            + " where p.service <> c.service group by p.service, c.service limit 10000",
        DAY);
  }

  private static final long DAY = SpanSet.DAY_START;

  private long search(String query, int lines) {
    QueryRequest request = QueryRequest.of(query, DAY, SpanSet.DAY_END).page(lines, 0, true);
    return queries.search(store::snapshot, index, request, () -> false).rows().size();
  }

  private List<List<String>> rows(String query, long fromSeconds) {
    return queries
        .sql(
            store::snapshot,
            index,
            QueryRequest.of(query, fromSeconds, SpanSet.DAY_END),
            () -> false)
        .rows();
  }

  private long sum(int column, String query, long fromSeconds) {
    return rows(query, fromSeconds).stream()
        .mapToLong(row -> Long.parseLong(row.get(column)))
        .sum();
  }

  private long countedSum(int column, String query, long fromSeconds) {
    List<List<String>> rows = rows(query, fromSeconds);
    return rows.size()
        + rows.stream().mapToLong(row -> Long.parseLong(row.get(column))).sum();
  }

  @Override
  public void close() {
    engine.close();
  }
}
