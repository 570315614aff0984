// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Skips rows, then passes on at most so many. */
public final class LimitOperator implements Operator {
  private final Operator input;
  private long toSkip;
  private long left;

  public LimitOperator(Operator input, long offset, long count) {
    this.input = input;
    this.toSkip = offset;
    this.left = count;
  }

  @Override
  public @Nullable Batch next() {
    if (left == 0) {
      return null;
    }
    Batch batch = input.next();
    if (batch == null) {
      return null;
    }
    int from = (int) Math.min(toSkip, batch.size());
    int count = (int) Math.min(left, batch.size() - from);
    toSkip -= from;
    left -= count;
    if (count == batch.size()) {
      return batch;
    }
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      positions[i] = from + i;
    }
    return batch.select(positions, count);
  }
}
