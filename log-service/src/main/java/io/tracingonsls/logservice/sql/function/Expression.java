// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A typed expression that computes one vector per batch. Stateful caches: one query, one thread. */
public abstract class Expression {
  private static final Batch ONE_ROW = Batch.of(1);

  private final SqlType type;

  protected Expression(SqlType type) {
    this.type = type;
  }

  public final SqlType type() {
    return type;
  }

  /** One value per row of the batch. */
  public abstract Vector evaluate(Batch batch);

  /** Whether it has the same value for every row. */
  public abstract boolean isConstant();

  /** The value of a constant expression. */
  public final @Nullable Object constant() {
    return evaluate(ONE_ROW).value(0);
  }

  /**
   * Between which bounds the values lie, given that of the input's columns; null when that is not known.
   *
   * @param columns the range of a column by its index, null when not known
   */
  public @Nullable ValueRange range(IntFunction<@Nullable ValueRange> columns) {
    return null;
  }

  static boolean allConstant(Expression... expressions) {
    return Arrays.stream(expressions).allMatch(Expression::isConstant);
  }
}
