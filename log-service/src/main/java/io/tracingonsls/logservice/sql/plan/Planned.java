// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation ready to run.
 *
 * @param operator gives its rows
 * @param fields its columns, in the order of the operator's
 */
record Planned(Operator operator, List<Field> fields) {
  Planned {
    fields = List.copyOf(fields);
  }

  List<SqlType> types() {
    return fields.stream().map(Field::type).toList();
  }

  /** The same columns under another relation name and, if given, other column names. */
  Planned renamed(@Nullable String qualifier, List<String> names) {
    List<Field> renamed = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      field.use();
      renamed.add(
          new Field(qualifier, i < names.size() ? names.get(i) : field.name(), field.type()));
    }
    return new Planned(operator, renamed);
  }

  /** Index of the field a name means; -1 when there is none. */
  int find(SqlExpression.Name name) {
    int found = -1;
    for (int i = 0; i < fields.size(); i++) {
      if (matches(fields.get(i), name.parts())) {
        if (found >= 0) {
          throw name.place().error("Column '" + String.join(".", name.parts()) + "' is ambiguous");
        }
        found = i;
      }
    }
    return found;
  }

  private static boolean matches(Field field, List<String> parts) {
    if (parts.size() == 1) {
      return field.hasName(parts.get(0));
    }
    return parts.size() == 2
        && field.hasQualifier(parts.get(0))
        && field.name().equalsIgnoreCase(parts.get(1));
  }
}
