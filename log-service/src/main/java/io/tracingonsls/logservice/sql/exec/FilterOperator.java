// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import org.jspecify.annotations.Nullable;

/** Passes on the rows for which a condition is TRUE. */
public final class FilterOperator implements Operator {
  private final Operator input;
  private final Expression condition;

  public FilterOperator(Operator input, Expression condition) {
    this.input = input;
    this.condition = condition;
  }

  @Override
  public @Nullable Batch next() {
    Batch batch = input.next();
    if (batch == null || batch.size() == 0) {
      return batch;
    }
    int[] positions = BooleanVector.of(condition.evaluate(batch)).truePositions();
    return positions.length == batch.size() ? batch : batch.select(positions, positions.length);
  }

  @Override
  public RowStep step() {
    return new RowStep(
        input,
        batch -> BooleanVector.of(condition.evaluate(batch)).truePositions(),
        batch -> batch,
        column -> column);
  }
}
