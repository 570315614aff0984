// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.Vector;
import org.jspecify.annotations.Nullable;

/** {@code bool_and} and {@code bool_or}. */
final class BooleanAccumulator implements Accumulator {
  private final boolean conjunction;
  private boolean[] seen = new boolean[0];
  private boolean[] decided = new boolean[0];

  BooleanAccumulator(boolean conjunction) {
    this.conjunction = conjunction;
  }

  @Override
  public void add(int[] groups, int count, int groupCount, Vector[] arguments) {
    seen = Grow.to(seen, groupCount);
    decided = Grow.to(decided, groupCount);
    BooleanVector values = BooleanVector.of(arguments[0]);
    for (int i = 0; i < count; i++) {
      if (!values.isNull(i)) {
        seen[groups[i]] = true;
        decided[groups[i]] |= values.values()[i] != conjunction;
      }
    }
  }

  @Override
  public @Nullable Object result(int group) {
    if (group >= seen.length || !seen[group]) {
      return null;
    }
    return decided[group] != conjunction;
  }
}
