// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryException.Reason;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import org.jspecify.annotations.Nullable;

/** {@code try(x)}: NULL where computing {@code x} is an error. */
public final class TryExpression extends Expression {
  private final Expression operand;

  public TryExpression(Expression operand) {
    super(operand.type());
    this.operand = operand;
  }

  @Override
  public boolean isConstant() {
    return operand.isConstant();
  }

  @Override
  public Vector evaluate(Batch batch) {
    try {
      return operand.evaluate(batch);
    } catch (QueryException e) {
      if (e.reason() != Reason.INVALID) {
        throw e;
      }
      return rowByRow(batch);
    }
  }

  private Vector rowByRow(Batch batch) {
    VectorBuilder result = new VectorBuilder(type());
    int[] row = new int[1];
    for (row[0] = 0; row[0] < batch.size(); row[0]++) {
      result.add(one(batch.select(row.clone(), 1)));
    }
    return result.build();
  }

  private @Nullable Object one(Batch row) {
    try {
      return operand.evaluate(row).value(0);
    } catch (QueryException e) {
      if (e.reason() != Reason.INVALID) {
        throw e;
      }
      return null;
    }
  }
}
