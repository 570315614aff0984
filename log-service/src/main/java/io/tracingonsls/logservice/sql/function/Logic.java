// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Arrays;

/**
 * {@code and} and {@code or} with three values. The right side is computed only for rows that the left side leaves
 * undecided, so that it may guard the right side against errors.
 */
public final class Logic extends Expression {
  private final boolean conjunction;
  private final Expression left;
  private final Expression right;

  public Logic(boolean conjunction, Expression left, Expression right) {
    super(SqlType.BOOLEAN);
    this.conjunction = conjunction;
    this.left = left;
    this.right = right;
  }

  @Override
  public boolean isConstant() {
    return allConstant(left, right);
  }

  @Override
  public Vector evaluate(Batch batch) {
    BooleanVector a = BooleanVector.of(left.evaluate(batch));
    int size = batch.size();
    int[] open = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (a.isNull(i) || a.values()[i] == conjunction) {
        open[count++] = i;
      }
    }
    if (count == 0) {
      return a;
    }
    Batch rest = count == size ? batch : batch.select(open, count);
    return merge(a, BooleanVector.of(right.evaluate(rest)), open, count);
  }

  /** The left side is NULL or the neutral value at the open positions, decided elsewhere. */
  private Vector merge(BooleanVector a, BooleanVector b, int[] open, int count) {
    int size = a.size();
    boolean[] result = Arrays.copyOf(a.values(), size);
    boolean[] nulls = new boolean[size];
    for (int k = 0; k < count; k++) {
      int i = open[k];
      if (b.isNull(k)) {
        nulls[i] = true;
      } else if (b.values()[k] != conjunction) {
        result[i] = !conjunction;
      } else if (a.isNull(i)) {
        nulls[i] = true;
      } else {
        result[i] = conjunction;
      }
    }
    return new BooleanVector(size, result, nulls);
  }
}
