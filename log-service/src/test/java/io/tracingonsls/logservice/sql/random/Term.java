// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An expression: its text, and what it is for one row by the naive reading of SQL. */
record Term(String sql, Kind kind, Value value) {

  /** The value for a row of named values. */
  interface Value {
    @Nullable
    Object of(Map<String, @Nullable Object> row);
  }

  static Term column(Column column) {
    return new Term(column.name(), column.kind(), row -> row.get(column.name()));
  }

  static Term literal(String sql, Kind kind, Object value) {
    return new Term(sql, kind, row -> value);
  }

  /** Whether the text alone would be a constant, which a group or an order could take for a position. */
  boolean isLiteral() {
    return sql.matches("-?[0-9.]+|'[^']*'|true|false");
  }

  /** A column as it is written in a statement. */
  record Column(String name, Kind kind) {}
}
