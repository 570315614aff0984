// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.search.SearchTerm;
import java.util.List;

/**
 * One page of a search.
 *
 * @param rows whole logs in order of time
 * @param packMetas for each row where it stands in its package, empty texts for rows of none; empty unless asked for
 * @param keys names of fields present in {@code rows}, each once, reserved ones included
 * @param terms positive conditions of the query, for highlighting
 * @param whereQuery the search text as given
 * @param processedRows logs in the time range
 * @param processedBytes bytes of the rows answered
 * @param elapsedMillis time taken
 */
public record SearchAnswer(
    List<LogRecord> rows,
    List<String> packMetas,
    List<String> keys,
    List<SearchTerm> terms,
    String whereQuery,
    long processedRows,
    long processedBytes,
    long elapsedMillis) {
  public SearchAnswer {
    rows = List.copyOf(rows);
    packMetas = List.copyOf(packMetas);
    keys = List.copyOf(keys);
    terms = List.copyOf(terms);
  }
}
