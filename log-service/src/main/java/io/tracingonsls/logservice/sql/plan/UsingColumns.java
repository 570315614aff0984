// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.ProjectOperator;
import io.tracingonsls.logservice.sql.function.Casts;
import io.tracingonsls.logservice.sql.function.Coalesce;
import io.tracingonsls.logservice.sql.function.ColumnValue;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.JoinType;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The columns of a join with {@code using}: the common ones come first, once each and without a relation's name, then all others. */
final class UsingColumns {
  private UsingColumns() {}

  /** {@code joined} has the fields of both sides; the same rows with the common columns merged. */
  static Planned merged(SqlQuery.Join join, Planned left, Planned right, Planned joined) {
    List<Field> fields = new ArrayList<>();
    List<Expression> expressions = new ArrayList<>();
    Set<Integer> common = new HashSet<>();
    for (String column : join.using()) {
      SqlExpression.Name name = new SqlExpression.Name(join.place(), List.of(column));
      int ofLeft = left.find(name);
      int ofRight = right.find(name);
      right.fields().get(ofRight).use();
      left.fields().get(ofLeft).use();
      int offset = left.fields().size();
      Expression value =
          value(join.type(), column(left, ofLeft, 0), column(right, ofRight, offset));
      common.add(ofLeft);
      common.add(offset + ofRight);
      fields.add(new Field(null, left.fields().get(ofLeft).name(), value.type()));
      expressions.add(value);
    }
    for (int i = 0; i < joined.fields().size(); i++) {
      if (!common.contains(i)) {
        fields.add(joined.fields().get(i));
        expressions.add(new ColumnValue(joined.fields().get(i).type(), i));
      }
    }
    return new Planned(new ProjectOperator(joined.operator(), expressions), fields);
  }

  private static Expression column(Planned side, int column, int offset) {
    return new ColumnValue(side.fields().get(column).type(), offset + column);
  }

  /** The side that always has a row decides. */
  private static Expression value(JoinType type, Expression left, Expression right) {
    SqlType common = Objects.requireNonNull(SqlType.common(left.type(), right.type()));
    Expression a = Casts.implicit(left, common);
    Expression b = Casts.implicit(right, common);
    return switch (type) {
      case RIGHT -> b;
      case FULL -> new Coalesce(common, List.of(a, b));
      default -> a;
    };
  }
}
