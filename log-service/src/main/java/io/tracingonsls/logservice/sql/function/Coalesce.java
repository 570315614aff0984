// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The first argument that is not NULL; later ones are computed only where needed. */
public final class Coalesce extends Expression {
  private final List<Expression> arguments;

  /** All arguments are of the type {@code type}. */
  public Coalesce(SqlType type, List<Expression> arguments) {
    super(type);
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public boolean isConstant() {
    return arguments.stream().allMatch(Expression::isConstant);
  }

  @Override
  public @Nullable ValueRange range(IntFunction<@Nullable ValueRange> columns) {
    ValueRange all = ValueRange.NONE;
    for (Expression argument : arguments) {
      ValueRange one = argument.range(columns);
      if (one == null) {
        return null;
      }
      all = all.or(one);
    }
    return all;
  }

  @Override
  public Vector evaluate(Batch batch) {
    Vector first = arguments.get(0).evaluate(batch);
    int[] open = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < open.length; i++) {
      if (first.isNull(i)) {
        open[count++] = i;
      }
    }
    return count == 0 ? first : fill(batch, first, open, count);
  }

  private Vector fill(Batch batch, Vector first, int[] open, int count) {
    Scatter result = new Scatter(type(), batch.size());
    int[] all = new int[batch.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    result.put(all, all.length, first);
    int left = count;
    for (int k = 1; k < arguments.size() && left > 0; k++) {
      Vector values = arguments.get(k).evaluate(batch.select(open, left));
      result.put(open, left, values);
      int still = 0;
      int[] next = new int[left];
      for (int i = 0; i < left; i++) {
        if (values.isNull(i)) {
          next[still++] = open[i];
        }
      }
      open = next;
      left = still;
    }
    return result.vector();
  }
}
