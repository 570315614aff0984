// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Searches that an operator begins with. */
final class SavedSearchList {
  private SavedSearchList() {}

  /** A search. */
  record Search(String displayName, String query) {}

  /** By the first word of the name. */
  static Map<String, Search> of(ConsoleTarget target, ConsoleLanguage language) {
    SpanFields fields = target.fields();
    Map<String, Search> searches = new LinkedHashMap<>();
    searches.put(
        "errors", new Search(language.of("Failed spans", "出错的 Span"), fields.errorSearch()));
    searches.put(
        "slow",
        new Search(
            language.of("Spans above one second", "超过一秒的 Span"),
            target.layout().columns().duration() + " > 1000000"));
    searches.put(
        "services",
        new Search(
            language.of("Requests, errors and latency by service", "各服务请求数、错误与延迟"),
            "* | select " + fields.service() + " as service, count(*) as requests, count_if("
                + fields.isError() + ") as errors, round(approx_percentile(" + fields.duration()
                + " / 1000.0, 0.99), 2) as p99_ms from log where " + fields.isRequest()
                + " group by "
                + fields.service() + " order by requests desc limit 100"));
    searches.put(
        "operations",
        new Search(
            language.of("Slowest operations", "最慢的操作"),
            "* | select " + fields.service() + " as service, " + fields.operation()
                + " as operation, count(*) as spans, round(avg(" + fields.duration()
                + " / 1000.0), 2) as mean_ms, round(approx_percentile(" + fields.duration()
                + " / 1000.0, 0.99), 2) as p99_ms from log group by " + fields.service() + ", "
                + fields.operation() + " order by p99_ms desc limit 100"));
    searches.put(
        "failing",
        new Search(
            language.of("Failing operations", "出错的操作"),
            "* | select " + fields.service() + " as service, " + fields.operation()
                + " as operation, count(*) as errors from log where " + fields.isError()
                + " group by " + fields.service() + ", " + fields.operation()
                + " order by errors desc limit 100"));
    return searches;
  }

  static ObjectNode json(String name, String logstore, Search search) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("savedsearchName", name)
        .put("displayName", search.displayName() + " (" + logstore + ")")
        .put("logstore", logstore)
        .put("searchQuery", search.query())
        .put("topic", "");
  }
}
