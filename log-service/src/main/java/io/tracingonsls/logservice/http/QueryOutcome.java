// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.query.ContextAnswer;
import io.tracingonsls.logservice.query.SearchAnswer;
import io.tracingonsls.logservice.query.SqlAnswer;
import io.tracingonsls.logservice.search.SearchTerm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of search or of SQL in one shape.
 *
 * @param rows every value is text; a repeated name keeps its last value
 * @param limited the row limit that was in force
 */
record QueryOutcome(
    List<Map<String, String>> rows,
    List<String> keys,
    List<String> columnTypes,
    List<SearchTerm> terms,
    String aggQuery,
    String whereQuery,
    boolean sql,
    long limited,
    long processedRows,
    long processedBytes,
    long elapsedMillis,
    boolean complete) {
  static QueryOutcome of(SearchAnswer answer) {
    List<Map<String, String>> rows = new ArrayList<>(answer.rows().size());
    for (int i = 0; i < answer.rows().size(); i++) {
      Map<String, String> row = row(answer.rows().get(i));
      if (!answer.packMetas().isEmpty() && !answer.packMetas().get(i).isEmpty()) {
        row.put(ContextAnswer.PACK_META, answer.packMetas().get(i));
      }
      rows.add(row);
    }
    return new QueryOutcome(
        rows,
        answer.keys(),
        List.of(),
        answer.terms(),
        "",
        answer.whereQuery(),
        false,
        100,
        answer.processedRows(),
        answer.processedBytes(),
        answer.elapsedMillis(),
        true);
  }

  static QueryOutcome of(SqlAnswer answer) {
    List<String> columns = answer.columns();
    boolean distinct = new HashSet<>(columns).size() == columns.size();
    List<Map<String, String>> rows = new ArrayList<>(answer.rows().size());
    for (List<String> cells : answer.rows()) {
      NamedCells row = new NamedCells(columns, cells);
      rows.add(distinct ? row : new LinkedHashMap<>(row));
    }
    return new QueryOutcome(
        rows,
        answer.columns(),
        answer.columnTypes(),
        answer.terms(),
        answer.aggQuery(),
        answer.whereQuery(),
        true,
        answer.limited(),
        answer.processedRows(),
        answer.processedBytes(),
        answer.elapsedMillis(),
        true);
  }

  /** The cells of a log. */
  static Map<String, String> row(LogRecord log) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put(IndexConfig.SOURCE, log.source());
    row.put(IndexConfig.TIME, Long.toString(log.timeSeconds()));
    row.put(IndexConfig.TOPIC, log.topic());
    if (log.timeNanosPart() >= 0) {
      row.put(IndexConfig.TIME_NS_PART, Integer.toString(log.timeNanosPart()));
    }
    for (LogField tag : log.tags()) {
      row.put(IndexConfig.TAG_PREFIX + tag.key(), tag.value());
    }
    for (LogField field : log.fields()) {
      row.put(field.key(), field.value());
    }
    return row;
  }

  /** The same with half of the rows and marked as unfinished, as a service under load answers. */
  QueryOutcome incomplete() {
    return new QueryOutcome(
        rows.subList(0, rows.size() / 2),
        keys,
        columnTypes,
        terms,
        aggQuery,
        whereQuery,
        sql,
        limited,
        processedRows,
        processedBytes,
        elapsedMillis,
        false);
  }

  String progress() {
    return complete ? "Complete" : "Incomplete";
  }
}
