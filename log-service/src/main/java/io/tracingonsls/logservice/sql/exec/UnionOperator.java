// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows of several inputs, one after the other. */
public final class UnionOperator implements Operator {
  private final List<Operator> inputs;
  private int current;

  public UnionOperator(List<Operator> inputs) {
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public @Nullable Batch next() {
    while (current < inputs.size()) {
      Batch batch = inputs.get(current).next();
      if (batch != null) {
        return batch;
      }
      current++;
    }
    return null;
  }
}
