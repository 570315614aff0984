// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;

/** {@code not}; NULL stays NULL. */
public final class Negation extends Expression {
  private final Expression operand;

  public Negation(Expression operand) {
    super(SqlType.BOOLEAN);
    this.operand = operand;
  }

  @Override
  public boolean isConstant() {
    return operand.isConstant();
  }

  @Override
  public Vector evaluate(Batch batch) {
    BooleanVector values = BooleanVector.of(operand.evaluate(batch));
    boolean[] result = new boolean[values.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = !values.values()[i];
    }
    return new BooleanVector(result.length, result, values.nulls());
  }
}
