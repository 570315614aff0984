// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.ValueOrder;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * {@code min(x)}, {@code max(x)}, {@code min_by(y, x)}, {@code max_by(y, x)}: the first row with the lowest or highest x
 * decides.
 */
final class ExtremeAccumulator implements Accumulator {
  private final boolean highest;
  private final boolean by;
  private final boolean longs;
  private final Comparator<Object> order;
  private long[] bestLongs = new long[0];
  private @Nullable Object[] best = new @Nullable Object[0];
  private @Nullable Object[] results = new @Nullable Object[0];
  private boolean[] filled = new boolean[0];

  /** {@code type} is the type of x; with {@code by}, the arguments are y and x. */
  ExtremeAccumulator(boolean highest, boolean by, SqlType type) {
    this.highest = highest;
    this.by = by;
    this.longs = type.isLong();
    this.order = ValueOrder.of(type);
  }

  @Override
  public void add(int[] groups, int count, int groupCount, Vector[] arguments) {
    filled = Grow.to(filled, groupCount);
    results = Grow.to(results, by ? groupCount : 0);
    Vector keys = arguments[by ? 1 : 0];
    if (longs) {
      bestLongs = Grow.to(bestLongs, groupCount);
      addLongs(groups, count, LongVector.of(keys), arguments);
    } else {
      best = Grow.to(best, groupCount);
      addValues(groups, count, keys, arguments);
    }
  }

  private void addLongs(int[] groups, int count, LongVector keys, Vector[] arguments) {
    for (int i = 0; i < count; i++) {
      int group = groups[i];
      long key = keys.values()[i];
      boolean better =
          !filled[group] || (highest ? key > bestLongs[group] : key < bestLongs[group]);
      if (better && !keys.isNull(i)) {
        bestLongs[group] = key;
        take(group, arguments, i);
      }
    }
  }

  private void addValues(int[] groups, int count, Vector keys, Vector[] arguments) {
    for (int i = 0; i < count; i++) {
      Object key = keys.value(i);
      int group = groups[i];
      if (key != null && isBetter(key, best[group])) {
        best[group] = key;
        take(group, arguments, i);
      }
    }
  }

  private boolean isBetter(Object key, @Nullable Object known) {
    if (known == null) {
      return true;
    }
    int comparison = order.compare(key, known);
    return highest ? comparison > 0 : comparison < 0;
  }

  private void take(int group, Vector[] arguments, int row) {
    filled[group] = true;
    if (by) {
      results[group] = arguments[0].value(row);
    }
  }

  @Override
  public @Nullable Object result(int group) {
    if (group >= filled.length || !filled[group]) {
      return null;
    }
    return by ? results[group] : longs ? Long.valueOf(bestLongs[group]) : best[group];
  }
}
