// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.ConstantVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A literal or a folded expression. */
public final class Constant extends Expression {
  private final @Nullable Object value;

  public Constant(SqlType type, @Nullable Object value) {
    super(type);
    this.value = value;
  }

  @Override
  public Vector evaluate(Batch batch) {
    return new ConstantVector(batch.size(), value);
  }

  @Override
  public @Nullable ValueRange range(IntFunction<@Nullable ValueRange> columns) {
    if (value instanceof Long number) {
      return ValueRange.between(number, number);
    }
    return value == null ? ValueRange.NONE : null;
  }

  @Override
  public boolean isConstant() {
    return true;
  }
}
