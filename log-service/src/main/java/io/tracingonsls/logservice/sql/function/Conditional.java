// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code case when … then … else … end}; every branch is computed only for the rows that take it. */
public final class Conditional extends Expression {
  private final List<Expression> conditions;
  private final List<Expression> results;
  private final Expression otherwise;

  /** {@code results} and {@code otherwise} are of the type {@code type}. */
  public Conditional(
      SqlType type, List<Expression> conditions, List<Expression> results, Expression otherwise) {
    super(type);
    this.conditions = List.copyOf(conditions);
    this.results = List.copyOf(results);
    this.otherwise = otherwise;
  }

  @Override
  public boolean isConstant() {
    return otherwise.isConstant()
        && conditions.stream().allMatch(Expression::isConstant)
        && results.stream().allMatch(Expression::isConstant);
  }

  @Override
  public Vector evaluate(Batch batch) {
    Scatter result = new Scatter(type(), batch.size());
    int[] open = null;
    int count = batch.size();
    for (int branch = 0; branch < conditions.size() && count > 0; branch++) {
      Batch rest = open == null ? batch : batch.select(open, count);
      BooleanVector holds = BooleanVector.of(conditions.get(branch).evaluate(rest));
      int[] taken = new int[count];
      int[] left = new int[count];
      int takenCount = 0;
      int leftCount = 0;
      for (int i = 0; i < count; i++) {
        int row = open == null ? i : open[i];
        if (holds.isTrue(i)) {
          taken[takenCount++] = row;
        } else {
          left[leftCount++] = row;
        }
      }
      take(batch, results.get(branch), taken, takenCount, result);
      open = left;
      count = leftCount;
    }
    if (open == null) {
      return otherwise.evaluate(batch);
    }
    take(batch, otherwise, open, count, result);
    return result.vector();
  }

  private static void take(
      Batch batch, Expression expression, int @Nullable [] rows, int count, Scatter result) {
    if (rows != null && count > 0) {
      Batch taken = count == batch.size() ? batch : batch.select(rows, count);
      result.put(rows, count, expression.evaluate(taken));
    }
  }
}
