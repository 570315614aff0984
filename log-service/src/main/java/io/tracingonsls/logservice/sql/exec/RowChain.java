// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the log and the steps that are done on each of them. */
final class RowChain {
  private final LogInput input;
  private final List<RowStep> steps;
  private final boolean hasDistinct;

  private RowChain(LogInput input, List<RowStep> steps, boolean hasDistinct) {
    this.input = input;
    this.steps = steps;
    this.hasDistinct = hasDistinct;
  }

  /** The chain that ends in an operator, or null when there is more to it. */
  static @Nullable RowChain of(Operator last) {
    List<RowStep> steps = new ArrayList<>();
    boolean hasDistinct = false;
    Operator operator = last;
    while (!(operator instanceof LogInput)) {
      RowStep step = operator.step();
      if (step == null) {
        return null;
      }
      hasDistinct |= operator instanceof AggregateOperator;
      steps.add(0, step);
      operator = step.input();
    }
    return new RowChain((LogInput) operator, steps, hasDistinct);
  }

  LogInput input() {
    return input;
  }

  boolean hasDistinct() {
    return hasDistinct;
  }

  /** The input's column that an output column repeats, or -1. */
  int source(int column) {
    int source = column;
    for (int i = steps.size() - 1; i >= 0 && source >= 0; i--) {
      source = steps.get(i).source().applyAsInt(source);
    }
    return source;
  }

  /** The rows that come out, and the position in {@code rows} of each; distinct rows are taken to be distinct already. */
  Output run(Batch rows) {
    Batch batch = rows;
    int[] kept = new int[rows.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = i;
    }
    for (RowStep step : steps) {
      Operator.RowFilter filter = step.filter();
      int[] positions = filter == null ? null : filter.positions(batch);
      if (positions != null && positions.length < kept.length) {
        batch = batch.select(positions, positions.length);
        for (int i = 0; i < positions.length; i++) {
          positions[i] = kept[positions[i]];
        }
        kept = positions;
      }
      batch = step.columns().apply(batch);
    }
    return new Output(batch, kept);
  }

  /** See {@link #run}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, read by its owner only
  record Output(Batch rows, int[] positions) {}
}
