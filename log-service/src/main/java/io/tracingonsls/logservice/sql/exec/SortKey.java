// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.ValueOrder;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Comparator;
import java.util.List;

/** One key of an order. */
public record SortKey(Expression expression, boolean descending, boolean nullsFirst) {

  /** Compares rows by their values of the keys, one vector per key. */
  static IntSort.Order order(List<SortKey> keys, List<Vector> values) {
    IntSort.Order[] orders = new IntSort.Order[keys.size()];
    for (int i = 0; i < orders.length; i++) {
      orders[i] = keys.get(i).order(values.get(i));
    }
    if (orders.length == 1) {
      return orders[0];
    }
    return (a, b) -> {
      for (IntSort.Order order : orders) {
        int comparison = order.compare(a, b);
        if (comparison != 0) {
          return comparison;
        }
      }
      return 0;
    };
  }

  private IntSort.Order order(Vector values) {
    IntSort.Order plain = plain(values, expression.type());
    return (a, b) -> {
      boolean nullA = values.isNull(a);
      boolean nullB = values.isNull(b);
      if (nullA || nullB) {
        return nullA == nullB ? 0 : nullA == nullsFirst ? -1 : 1;
      }
      return descending ? plain.compare(b, a) : plain.compare(a, b);
    };
  }

  private static IntSort.Order plain(Vector values, SqlType type) {
    if (values instanceof LongVector longs) {
      long[] keys = longs.values();
      return (a, b) -> Long.compare(keys[a], keys[b]);
    }
    if (values instanceof DoubleVector doubles) {
      double[] keys = doubles.values();
      return (a, b) -> ValueOrder.compareDoubles(keys[a], keys[b]);
    }
    Comparator<Object> order = ValueOrder.of(type);
    return (a, b) -> {
      Object x = values.value(a);
      Object y = values.value(b);
      return x == null || y == null ? 0 : order.compare(x, y);
    };
  }
}
