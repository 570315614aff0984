// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Binary;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the time range that conditions on {@code __time__} ask for; it takes the place of the request's. */
final class TimePredicate {
  private final String qualifier;
  private long fromSeconds;
  private long toSeconds;
  private boolean lowerGiven;
  private boolean upperGiven;

  private TimePredicate(String qualifier, long fromSeconds, long toSeconds) {
    this.qualifier = qualifier;
    this.fromSeconds = fromSeconds;
    this.toSeconds = toSeconds;
  }

  /**
   * The range for a scan under these conditions, all of which hold.
   *
   * @param qualifier the name of the relation that is scanned
   * @param constants plans an expression without columns, or gives null
   */
  static TimePredicate of(
      List<SqlExpression> conditions,
      String qualifier,
      LogSource source,
      Function<SqlExpression, @Nullable Expression> constants) {
    TimePredicate range = new TimePredicate(qualifier, source.fromSeconds(), source.toSeconds());
    for (SqlExpression condition : conditions) {
      range.narrow(condition, constants);
    }
    return range;
  }

  long fromSeconds() {
    return fromSeconds;
  }

  long toSeconds() {
    return toSeconds;
  }

  private void narrow(
      SqlExpression condition, Function<SqlExpression, @Nullable Expression> constants) {
    if (condition instanceof SqlExpression.Between between && isTime(between.operand())) {
      bound(BinaryOperator.GREATER_OR_EQUAL, between.low(), constants);
      bound(BinaryOperator.LESS_OR_EQUAL, between.high(), constants);
    } else if (condition instanceof Binary binary && isTime(binary.left())) {
      bound(binary.operator(), binary.right(), constants);
    } else if (condition instanceof Binary binary && isTime(binary.right())) {
      bound(mirrored(binary.operator()), binary.left(), constants);
    }
  }

  private boolean isTime(SqlExpression expression) {
    return expression instanceof SqlExpression.Name name
        && name.last().equalsIgnoreCase(IndexConfig.TIME)
        && (name.parts().size() == 1 || name.parts().get(0).equalsIgnoreCase(qualifier));
  }

  private static BinaryOperator mirrored(BinaryOperator operator) {
    return switch (operator) {
      case LESS -> BinaryOperator.GREATER;
      case LESS_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
      case GREATER -> BinaryOperator.LESS;
      case GREATER_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
      default -> operator;
    };
  }

  private void bound(
      BinaryOperator operator,
      SqlExpression bound,
      Function<SqlExpression, @Nullable Expression> constants) {
    Expression constant = constants.apply(bound);
    if (constant == null
        || !constant.type().isNumeric()
        || !(constant.constant() instanceof Number number)) {
      return;
    }
    double seconds = Math.max(-1e15, Math.min(1e15, number.doubleValue()));
    switch (operator) {
      case EQUAL -> {
        lower((long) Math.ceil(seconds));
        upper((long) Math.floor(seconds) + 1);
      }
      case GREATER -> lower((long) Math.floor(seconds) + 1);
      case GREATER_OR_EQUAL -> lower((long) Math.ceil(seconds));
      case LESS -> upper((long) Math.ceil(seconds));
      case LESS_OR_EQUAL -> upper((long) Math.floor(seconds) + 1);
      default -> {}
    }
  }

  private void lower(long seconds) {
    fromSeconds = lowerGiven ? Math.max(fromSeconds, seconds) : seconds;
    lowerGiven = true;
  }

  private void upper(long seconds) {
    toSeconds = upperGiven ? Math.min(toSeconds, seconds) : seconds;
    upperGiven = true;
  }
}
