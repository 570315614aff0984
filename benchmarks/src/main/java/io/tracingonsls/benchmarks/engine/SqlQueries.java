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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The questions of the engine comparison as search and SQL texts, through parser, planner and executor. */
public final class SqlQueries {
  private static final long FROM = SpanSet.DAY_START;
  private static final long TO = SpanSet.DAY_END;
  private static final String DEPENDENCIES =
      "* | select p.service, c.service, count(*) from (select traceID, spanID, service from log) p"
          + " join (select traceID, parentSpanID, service from log where parentSpanID <> '') c"
          + " on p.traceID = c.traceID and p.spanID = c.parentSpanID"
          + " where p.service <> c.service group by p.service, c.service limit 10000";
  private static final String PERCENTILES =
      "service: \"service-3\" | select date_trunc('minute', __time__) m, count(*), approx_percentile(duration, 0.95)"
          + " from log group by m order by m limit 10000";

  private final QueryEngine engine = new VectorQueryEngine(QueryLimits.DEFAULT, Clock.systemUTC());
  private final IndexHistory index = IndexHistory.always(index());
  private final Logstore store;
  private final SpanSet set;

  SqlQueries(Logstore store, SpanSet set) {
    this.store = store;
    this.set = set;
  }

  /** The index configuration of the span Logstore. */
  public static IndexConfig index() {
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
    keys.put("jaeger.nano", KeyIndex.number(KeyType.LONG, true));
    keys.put("attribute", KeyIndex.json(exact, true, new KeyIndex.JsonIndex(true, -1, Map.of())));
    keys.put("resource", KeyIndex.json(exact, true, new KeyIndex.JsonIndex(true, -1, Map.of())));
    return new IndexConfig(null, keys, IndexConfig.DEFAULT_MAX_TEXT_LEN);
  }

  List<EngineQueries.Query> all() {
    return List.of(
        new EngineQueries.Query(
            "search: trace by ID",
            i -> search("traceID: \"" + SpanSet.traceId((i * 7919L) % set.traces()) + '"', FROM)),
        new EngineQueries.Query("search: newest 20, 24 h", i -> search("*", FROM)),
        new EngineQueries.Query(
            "search: newest 20 of a service",
            i -> search("service: \"service-" + i % set.services() + '"', FROM)),
        new EngineQueries.Query(
            "search: rare value, newest 20",
            i -> search(
                "\"attribute." + set.rareKey() + "\": \"" + set.rareValue(i * 37) + '"', FROM)),
        new EngineQueries.Query(
            "search: two words in logs, newest 20",
            i -> search("logs: \"connection refused\"", FROM)),
        new EngineQueries.Query(
            "SQL: services with counts",
            i -> sql(
                "* | select service, count(1) c from log group by service order by c desc limit 10000",
                FROM)),
        new EngineQueries.Query(
            "SQL: operations of a service",
            i -> sql(
                "service: \"service-" + i % set.services()
                    + "\" | select name, kind from log where service = 'service-"
                    + i % set.services()
                    + "' group by name, kind limit 10000",
                FROM)),
        new EngineQueries.Query(
            "SQL: newest 20 traces, 1 h",
            i -> sql(
                "* | select traceID, max(start) ts from log group by traceID order by ts desc limit 20",
                TO - 3600)),
        new EngineQueries.Query(
            "SQL: newest 20 traces, 24 h",
            i -> sql(
                "* | select traceID, max(start) ts from log group by traceID order by ts desc limit 20",
                FROM)),
        new EngineQueries.Query(
            "SQL: newest 20 traces of a service",
            i -> sql(
                "service: \"service-" + i % set.services()
                    + "\" | select traceID, max(start) ts from log where service = 'service-"
                    + i % set.services()
                    + "' and duration >= 1000 group by traceID order by ts desc limit 20",
                FROM)),
        new EngineQueries.Query("SQL: p95 per minute, 1 h", i -> sql(PERCENTILES, TO - 3600)),
        new EngineQueries.Query("SQL: p95 per minute, 24 h", i -> sql(PERCENTILES, FROM)),
        new EngineQueries.Query(
            "SQL: numeric attribute, 24 h",
            i -> sql(
                "* | select count(*) from log where try_cast(json_extract_scalar(attribute, '$[\""
                    + set.numberKey() + "\"]') as double) >= 500",
                FROM)),
        new EngineQueries.Query("SQL: dependency join, 24 h", i -> sql(DEPENDENCIES, FROM)),
        new EngineQueries.Query("reader: services", i -> sql(ReaderStatements.services(), FROM)),
        new EngineQueries.Query(
            "reader: operations of a service",
            i -> sql(ReaderStatements.operations(service(i)), FROM)),
        new EngineQueries.Query(
            "reader: newest 20 traces of a service, 1 h", i -> newestTraces(i, TO - 3600)),
        new EngineQueries.Query(
            "reader: newest 20 traces of a service, 24 h", i -> newestTraces(i, FROM)),
        new EngineQueries.Query(
            "reader: Monitor of a service, 1 h",
            i -> sql(ReaderStatements.monitor(service(i), TO - 3600, TO, i % 2 == 1), TO - 3600)),
        new EngineQueries.Query(
            "reader: dependency graph, 24 h",
            i -> sql(ReaderStatements.dependencies(FROM, TO), FROM)));
  }

  private String service(int number) {
    return "service-" + number % set.services();
  }

  private long newestTraces(int number, long from) {
    return sql(ReaderStatements.newestTraces(service(number), from, TO, 20), from);
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
