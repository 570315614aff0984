// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql;

import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.KeyIndex;
import io.tracingonsls.logservice.index.KeyType;
import io.tracingonsls.logservice.index.TokenRules;
import io.tracingonsls.logservice.query.MemoryLog;
import java.util.LinkedHashMap;
import java.util.Map;

/** A handful of spans in three traces, indexed as the span Logstore is. */
final class SpanLog {
  private SpanLog() {}

  static IndexConfig index() {
    TokenRules exact = new TokenRules("", true, false);
    TokenRules words = new TokenRules(TokenRules.DEFAULT_SEPARATORS, false, false);
    Map<String, KeyIndex> keys = new LinkedHashMap<>();
    for (String key : new String[] {"traceID", "spanID", "parentSpanID", "kind", "statusCode"}) {
      keys.put(key, KeyIndex.text(exact, true));
    }
    keys.put("service", KeyIndex.text(exact, true));
    keys.put("name", KeyIndex.text(words, true));
    keys.put("start", KeyIndex.number(KeyType.LONG, true));
    keys.put("duration", KeyIndex.number(KeyType.LONG, true));
    keys.put("ratio", KeyIndex.number(KeyType.DOUBLE, true));
    keys.put("secret", KeyIndex.text(exact, false));
    keys.put("attribute", KeyIndex.json(exact, true, new KeyIndex.JsonIndex(true, -1, Map.of())));
    keys.put("resource", KeyIndex.json(exact, true, new KeyIndex.JsonIndex(true, -1, Map.of())));
    return new IndexConfig(null, keys, 2048);
  }

  static MemoryLog log(int rowsPerSegment) {
    MemoryLog log = new MemoryLog(rowsPerSegment);
    span(
        log,
        100,
        "t1",
        "a",
        "",
        "front",
        "GET /",
        "server",
        "5000",
        "{\"http.status_code\":200,\"user\":\"ann\"}");
    span(
        log,
        101,
        "t1",
        "b",
        "a",
        "cart",
        "add item",
        "client",
        "1000",
        "{\"http.status_code\":500,\"retry\":true}");
    span(log, 102, "t1", "c", "b", "store", "select", "client", "300", "{\"db\":{\"rows\":3}}");
    span(log, 160, "t2", "d", "", "front", "GET /", "server", "7000", "{\"http.status_code\":404}");
    span(log, 161, "t2", "e", "d", "cart", "add item", "client", "2000", "{}");
    span(log, 162, "t2", "f", "d", "cart", "list items", "client", "2500", "not json");
    span(log, 220, "t3", "g", "", "batch", "run", "", "90", null);
    log.add(
        221,
        "traceID",
        "t3",
        "spanID",
        "h",
        "parentSpanID",
        "g",
        "service",
        "batch",
        "duration",
        "1.5");
    return log;
  }

  private static void span(MemoryLog log, long seconds, String... v) {
    log.add(
        seconds,
        "traceID",
        v[0],
        "spanID",
        v[1],
        "parentSpanID",
        v[2],
        "service",
        v[3],
        "name",
        v[4],
        "kind",
        v[5],
        "start",
        String.valueOf(seconds * 1_000_000),
        "duration",
        v[6],
        "ratio",
        "0." + v[6],
        "secret",
        "s",
        "attribute",
        v[7],
        "resource",
        "{\"host\":\"h" + seconds % 2 + "\"}");
  }
}
