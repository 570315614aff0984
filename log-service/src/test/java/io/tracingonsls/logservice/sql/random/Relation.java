// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in {@code from}, with all its rows. */
record Relation(String sql, List<Column> columns, List<Map<String, @Nullable Object>> rows) {

  /** The same with a name, its columns called {@code alias.column}. */
  Relation as(String alias) {
    List<Column> renamed =
        columns.stream().map(c -> new Column(alias + "." + c.name(), c.kind())).toList();
    List<Map<String, @Nullable Object>> copies = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      Map<String, @Nullable Object> copy = new HashMap<>();
      row.forEach((name, value) -> copy.put(alias + "." + name, value));
      copies.add(copy);
    }
    return new Relation(sql + " " + alias, renamed, copies);
  }

  /** The rows for which the condition is true, neither false nor unknown. */
  List<Map<String, @Nullable Object>> where(Term condition) {
    return rows.stream()
        .filter(row -> Boolean.TRUE.equals(condition.value().of(row)))
        .toList();
  }
}
