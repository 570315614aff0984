// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A column of the input. */
public final class ColumnValue extends Expression {
  private final int index;

  public ColumnValue(SqlType type, int index) {
    super(type);
    this.index = index;
  }

  public int index() {
    return index;
  }

  @Override
  public Vector evaluate(Batch batch) {
    return batch.column(index);
  }

  @Override
  public @Nullable ValueRange range(IntFunction<@Nullable ValueRange> columns) {
    return columns.apply(index);
  }

  @Override
  public boolean isConstant() {
    return false;
  }
}
