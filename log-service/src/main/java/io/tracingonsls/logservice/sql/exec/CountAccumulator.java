// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.ConstantVector;
import io.tracingonsls.logservice.sql.vector.Vector;

/** {@code count(*)}, {@code count(x)} and {@code count_if(x)}. */
final class CountAccumulator implements Accumulator {
  private final boolean onlyTrue;
  private long[] counts = new long[0];

  CountAccumulator(boolean onlyTrue) {
    this.onlyTrue = onlyTrue;
  }

  @Override
  public void add(int[] groups, int count, int groupCount, Vector[] arguments) {
    counts = Grow.to(counts, groupCount);
    boolean all = arguments.length == 0
        || (arguments[0] instanceof ConstantVector c && c.constant() != null && !onlyTrue);
    if (all) {
      for (int i = 0; i < count; i++) {
        counts[groups[i]]++;
      }
    } else if (onlyTrue) {
      BooleanVector flags = BooleanVector.of(arguments[0]);
      for (int i = 0; i < count; i++) {
        counts[groups[i]] += flags.isTrue(i) ? 1 : 0;
      }
    } else {
      for (int i = 0; i < count; i++) {
        counts[groups[i]] += arguments[0].isNull(i) ? 0 : 1;
      }
    }
  }

  @Override
  public Object result(int group) {
    return group < counts.length ? counts[group] : 0L;
  }
}
