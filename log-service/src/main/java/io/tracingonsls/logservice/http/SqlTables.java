// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.sql.syntax.SqlParser;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the Logstores that a statement over a project names in its {@code from} clauses. */
final class SqlTables {
  private final Set<String> tables = new LinkedHashSet<>();
  private final Set<String> defined = new HashSet<>();

  private SqlTables() {}

  /**
   * The names, in order of appearance, without those that the statement defines itself.
   *
   * @throws io.tracingonsls.logservice.search.QueryException when the statement can't be parsed
   */
  static Set<String> of(String sql) {
    SqlTables found = new SqlTables();
    found.visit(SqlParser.parse(sql).query());
    found.tables.removeAll(found.defined);
    return found.tables;
  }

  private void visit(SqlQuery query) {
    for (SqlQuery.With with : query.with()) {
      defined.add(with.name());
      visit(with.query());
    }
    visit(query.body());
  }

  private void visit(SqlQuery.Body body) {
    if (body instanceof SqlQuery.Union union) {
      visit(union.left());
      visit(union.right());
    } else if (body instanceof SqlQuery.Nested nested) {
      visit(nested.query());
    } else if (body instanceof SqlQuery.Select select) {
      visit(select.from());
    }
  }

  private void visit(SqlQuery.@Nullable Relation relation) {
    if (relation instanceof SqlQuery.Table table) {
      tables.add(table.name());
    } else if (relation instanceof SqlQuery.Derived derived) {
      visit(derived.query());
    } else if (relation instanceof SqlQuery.Join join) {
      visit(join.left());
      visit(join.right());
    }
  }
}
