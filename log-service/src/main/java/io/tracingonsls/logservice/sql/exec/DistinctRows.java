// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes only the first row of each group and tuple of arguments on: {@code f(distinct x)}. */
final class DistinctRows implements Accumulator {
  private static final int BYTES_PER_PAIR = 24;

  private final Accumulator inner;
  private final TupleTable tuples;
  private final QueryGuard guard;
  private final LongIntMap pairs = new LongIntMap();

  DistinctRows(Accumulator inner, List<SqlType> types, QueryGuard guard) {
    this.inner = inner;
    this.tuples = new TupleTable(types, true, guard);
    this.guard = guard;
  }

  @Override
  public void add(int[] groups, int count, int groupCount, Vector[] arguments) {
    int[] numbers = new int[count];
    tuples.numbers(arguments, count, numbers, true);
    int[] positions = new int[count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int size = pairs.size();
      pairs.getOrPut((long) groups[i] << 32 | numbers[i], 0);
      if (pairs.size() > size) {
        positions[kept++] = i;
      }
    }
    guard.reserve((long) BYTES_PER_PAIR * kept);
    Selection.add(inner, groups, groupCount, arguments, positions, kept);
  }

  @Override
  public @Nullable Object result(int group) {
    return inner.result(group);
  }
}
