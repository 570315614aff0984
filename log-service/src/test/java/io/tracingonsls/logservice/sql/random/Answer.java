// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A select and its rows. {@code inputs} are the rows the outputs were computed from, which an order may use; null where an order
 * can use the outputs only. {@code ordered} says that the rows come in this order.
 */
record Answer(
    String sql,
    List<Column> columns,
    List<List<@Nullable Object>> rows,
    @Nullable List<Map<String, @Nullable Object>> inputs,
    List<Column> inputColumns,
    boolean ordered) {

  /** The select as a sub-query in {@code from}. */
  Relation relation() {
    List<Map<String, @Nullable Object>> named = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (int i = 0; i < row.size(); i++) {
        values.put(columns.get(i).name(), row.get(i));
      }
      named.add(values);
    }
    return new Relation("(" + sql + ")", columns, named);
  }

  /** The rows as the cells of an answer. */
  List<List<String>> cells() {
    return rows.stream().map(row -> row.stream().map(String::valueOf).toList()).toList();
  }
}
