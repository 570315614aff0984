// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Vector;
import org.jspecify.annotations.Nullable;

/** {@code arbitrary(x)}: the first value that is not NULL. */
final class ArbitraryAccumulator implements Accumulator {
  private @Nullable Object[] values = new @Nullable Object[0];

  @Override
  public void add(int[] groups, int count, int groupCount, Vector[] arguments) {
    values = Grow.to(values, groupCount);
    for (int i = 0; i < count; i++) {
      if (values[groups[i]] == null) {
        values[groups[i]] = arguments[0].value(i);
      }
    }
  }

  @Override
  public @Nullable Object result(int group) {
    return group < values.length ? values[group] : null;
  }
}
