// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.function.ColumnValue;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.LazyBatch;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes one column per expression, each when it is first asked for. */
public final class ProjectOperator implements Operator {
  private final Operator input;
  private final List<? extends Expression> expressions;

  /** {@code expressions} may still grow until the first batch is asked for. */
  public ProjectOperator(Operator input, List<? extends Expression> expressions) {
    this.input = input;
    this.expressions = expressions;
  }

  @Override
  public @Nullable Batch next() {
    Batch batch = input.next();
    return batch == null ? null : new Projected(batch, expressions);
  }

  @Override
  public void restrict(RowFilter filter) {
    input.restrict(rows -> filter.positions(new Projected(rows, expressions)));
  }

  @Override
  public RowStep step() {
    return new RowStep(
        input,
        null,
        batch -> new Projected(batch, expressions),
        column -> source(expressions, column));
  }

  /** The input's column that an output column repeats, or -1. */
  static int source(List<? extends Expression> expressions, int column) {
    return expressions.get(column) instanceof ColumnValue value ? value.index() : -1;
  }

  static final class Projected extends LazyBatch {
    private final Batch input;
    private final List<? extends Expression> expressions;

    Projected(Batch input, List<? extends Expression> expressions) {
      super(input.size());
      this.input = input;
      this.expressions = expressions;
    }

    @Override
    protected Vector load(int index) {
      return expressions.get(index).evaluate(input);
    }

    /** Columns not computed yet are computed only for the rows that are left. */
    @Override
    public Batch select(int[] positions, int count) {
      Projected selected = new Projected(input.select(positions, count), expressions);
      selected.take(this, positions);
      return selected;
    }
  }
}
