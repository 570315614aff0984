// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.function.Constant;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.ConstantVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A constant that is computed once, when the first row needs it: an error in it surfaces only then. */
final class Folded extends Expression {
  private final Supplier<@Nullable Object> compute;
  private @Nullable Object value;
  private boolean computed;

  Folded(SqlType type, Supplier<@Nullable Object> compute) {
    super(type);
    this.compute = compute;
  }

  /** The expression itself, or its folded form if it is constant. */
  static Expression of(Expression expression) {
    boolean simple = expression instanceof Constant || expression instanceof Folded;
    return simple || !expression.isConstant()
        ? expression
        : new Folded(expression.type(), expression::constant);
  }

  @Override
  public Vector evaluate(Batch batch) {
    if (batch.size() == 0) {
      return new ConstantVector(0, null);
    }
    if (!computed) {
      value = compute.get();
      computed = true;
    }
    return new ConstantVector(batch.size(), value);
  }

  @Override
  public boolean isConstant() {
    return true;
  }
}
