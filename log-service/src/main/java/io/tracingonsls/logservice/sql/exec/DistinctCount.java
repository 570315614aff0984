// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.List;

/** {@code approx_distinct(x)}, computed exactly while memory lasts. */
final class DistinctCount implements Accumulator {
  private static final int BYTES_PER_PAIR = 24;

  private final TupleTable values;
  private final QueryGuard guard;
  private final LongIntMap pairs = new LongIntMap();
  private long[] counts = new long[0];

  DistinctCount(SqlType type, QueryGuard guard) {
    this.values = new TupleTable(List.of(type), false, guard);
    this.guard = guard;
  }

  @Override
  public void add(int[] groups, int count, int groupCount, Vector[] arguments) {
    counts = Grow.to(counts, groupCount);
    int[] numbers = new int[count];
    values.numbers(arguments, count, numbers, true);
    int before = pairs.size();
    for (int i = 0; i < count; i++) {
      if (numbers[i] >= 0) {
        int size = pairs.size();
        pairs.getOrPut((long) groups[i] << 32 | numbers[i], 0);
        counts[groups[i]] += pairs.size() - size;
      }
    }
    guard.reserve((long) BYTES_PER_PAIR * (pairs.size() - before));
  }

  @Override
  public Object result(int group) {
    return group < counts.length ? counts[group] : 0L;
  }
}
