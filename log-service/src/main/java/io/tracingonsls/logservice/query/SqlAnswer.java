// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.search.SearchTerm;
import java.util.List;

/**
 * The result of {@code search | SQL}.
 *
 * @param columns output column names in order; may repeat
 * @param columnTypes their types: varchar, bigint, double, boolean, timestamp, …
 * @param rows cells as text, the text {@code null} for NULL; each row has one cell per column
 * @param terms positive conditions of the search part
 * @param aggQuery the SQL text as given
 * @param whereQuery the search text as given
 * @param limited the row limit in force: the default 100 or what the statement says
 * @param processedRows logs in the time range
 * @param processedBytes bytes of column values looked at, an estimate
 * @param elapsedMillis time taken
 */
public record SqlAnswer(
    List<String> columns,
    List<String> columnTypes,
    List<List<String>> rows,
    List<SearchTerm> terms,
    String aggQuery,
    String whereQuery,
    long limited,
    long processedRows,
    long processedBytes,
    long elapsedMillis) {
  public SqlAnswer {
    columns = List.copyOf(columns);
    columnTypes = List.copyOf(columnTypes);
    rows = List.copyOf(rows);
    terms = List.copyOf(terms);
  }
}
