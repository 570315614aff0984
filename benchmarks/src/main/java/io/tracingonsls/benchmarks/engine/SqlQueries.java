// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.KeyType;
import io.tracingonsls.logservice.index.TokenRules;
import io.tracingonsls.logservice.query.QueryEngine;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.QueryRequest;
import io.tracingonsls.logservice.query.VectorQueryEngine;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The questions of the engine comparison as search and SQL texts, through parser, planner and executor. */
final class SqlQueries {
  private static final long FROM = DaySpans.DAY_START;
  private static final long TO = DaySpans.DAY_START + 86_400;
  private static final String DEPENDENCIES =
      "* | select p.service, c.service, count(*) from (select traceID, spanID, service from log) p"
          + " join (select traceID, parentSpanID, service from log where parentSpanID <> '') c"
          + " on p.traceID = c.traceID and p.spanID = c.parentSpanID"
          + " where p.service <> c.service group by p.service, c.service limit 10000";
  private static final String PERCENTILES =
      "service: \"service-3\" | select date_trunc('minute', __time__) m, count(*), approx_percentile(duration, 0.95)"
          + " from log group by m order by m limit 10000";

  private final QueryEngine engine = new VectorQueryEngine(
      new QueryLimits(Duration.ofMinutes(1), 1L << 30, 100L << 20), Clock.systemUTC());
  private final IndexHistory index = IndexHistory.always(index());
  private final Logstore store;
  private final int traces;

  SqlQueries(Logstore store, int traces) {
    this.store = store;
    this.traces = traces;
  }

  private static IndexConfig index() {
    TokenRules exact = TokenRules.EXACT;
    TokenRules words = new TokenRules(TokenRules.DEFAULT_SEPARATORS, false, false);
    Map<String, KeyIndex> keys = new LinkedHashMap<>();
    for (String key :
        List.of("traceID", "spanID", "parentSpanID", "service", "kind", "statusCode", "host")) {
      keys.put(key, KeyIndex.text(exact, true));
    }
    keys.put("name", KeyIndex.text(exact, true));
    keys.put("logs", KeyIndex.text(words, true));
    keys.put("start", KeyIndex.number(KeyType.LONG, true));
    keys.put("end", KeyIndex.number(KeyType.LONG, true));
    keys.put("duration", KeyIndex.number(KeyType.LONG, true));
    keys.put("attribute", KeyIndex.json(exact, true, new KeyIndex.JsonIndex(true, -1, Map.of())));
    keys.put("resource", KeyIndex.json(exact, true, new KeyIndex.JsonIndex(true, -1, Map.of())));
    return new IndexConfig(null, keys, IndexConfig.DEFAULT_MAX_TEXT_LEN);
  }

  List<EngineQueries.Query> all() {
    return List.of(
        new EngineQueries.Query(
            "search: trace, 24 h",
            i -> search("traceID: \"" + DaySpans.traceId((i * 7919L) % traces) + '"', FROM)),
        new EngineQueries.Query("search: newest 20, 24 h", i -> search("*", FROM)),
        new EngineQueries.Query(
            "search: service newest 20", i -> search("service: \"service-" + i % 20 + '"', FROM)),
        new EngineQueries.Query(
            "search: rare value",
            i -> search("attribute.user.id: \"user-" + (i * 37) % 10_000 + '"', FROM)),
        new EngineQueries.Query(
            "search: two words in logs", i -> search("logs: \"retry timeout\"", FROM)),
        new EngineQueries.Query(
            "sql: services, 24 h",
            i -> sql(
                "* | select service, count(1) c from log group by service order by c desc limit 10000",
                FROM)),
        new EngineQueries.Query(
            "sql: operations",
            i -> sql(
                "service: \"service-" + i % 20
                    + "\" | select name, kind from log where service = 'service-" + i % 20
                    + "' group by name, kind limit 10000",
                FROM)),
        new EngineQueries.Query(
            "sql: newest 20 ids, 1 h",
            i -> sql(
                "* | select traceID, max(start) ts from log group by traceID order by ts desc limit 20",
                TO - 3600)),
        new EngineQueries.Query(
            "sql: newest 20 ids, 24 h",
            i -> sql(
                "* | select traceID, max(start) ts from log group by traceID order by ts desc limit 20",
                FROM)),
        new EngineQueries.Query(
            "sql: newest 20 of service",
            i -> sql(
                "service: \"service-" + i % 20
                    + "\" | select traceID, max(start) ts from log where service = 'service-"
                    + i % 20 + "' and duration >= 1000 group by traceID order by ts desc limit 20",
                FROM)),
        new EngineQueries.Query("sql: p95 per minute, 1 h", i -> sql(PERCENTILES, TO - 3600)),
        new EngineQueries.Query("sql: p95 per minute, 24 h", i -> sql(PERCENTILES, FROM)),
        new EngineQueries.Query(
            "sql: attribute > n, 24 h",
            i -> sql(
                "* | select count(*) from log where try_cast(json_extract_scalar(attribute, '$[\"http.status_code\"]') as double) >= 500",
                FROM)),
        new EngineQueries.Query("sql: dependencies, 24 h", i -> sql(DEPENDENCIES, FROM)));
  }

  private long search(String query, long from) {
    QueryRequest request = QueryRequest.of(query, from, TO).page(20, 0, true);
    return engine.search(store::snapshot, index, request, () -> false).rows().size();
  }

  private long sql(String query, long from) {
    return engine
        .sql(store::snapshot, index, QueryRequest.of(query, from, TO), () -> false)
        .rows()
        .size();
  }
}
