// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes window functions that share one partition and order. Keeps all rows in memory. Output: the input's columns, then
 * one per function, in the order of partitions.
 */
public final class WindowOperator implements Operator {
  private final Operator input;
  private final List<SqlType> types;
  private final List<Expression> partition;
  private final List<SortKey> order;
  private final List<WindowFunction> functions;
  private final QueryGuard guard;
  private @Nullable Batch output;
  private boolean done;

  public WindowOperator(
      Operator input,
      List<SqlType> types,
      List<Expression> partition,
      List<SortKey> order,
      List<WindowFunction> functions,
      QueryGuard guard) {
    this.input = input;
    this.types = List.copyOf(types);
    this.partition = List.copyOf(partition);
    this.order = List.copyOf(order);
    this.functions = List.copyOf(functions);
    this.guard = guard;
  }

  @Override
  public @Nullable Batch next() {
    if (done) {
      return null;
    }
    done = true;
    output = compute();
    return output;
  }

  private Batch compute() {
    RowStore store = new RowStore(types, guard);
    for (Batch batch = input.next(); batch != null; batch = input.next()) {
      Batch current = batch;
      List<Vector> columns = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        columns.add(current.column(i));
      }
      store.add(columns, batch.size());
    }
    int size = store.size();
    Batch rows = RowStore.batch(store.columns(), size);
    guard.reserve(24L * size);
    int[] partitions = partitions(rows);
    IntSort.Order byKeys = SortKey.order(
        order, order.stream().map(key -> key.expression().evaluate(rows)).toList());
    IntSort.Order whole = order.isEmpty()
        ? (a, b) -> Integer.compare(partitions[a], partitions[b])
        : (a, b) -> partitions[a] != partitions[b]
            ? Integer.compare(partitions[a], partitions[b])
            : byKeys.compare(a, b);
    int[] sorted = IntSort.sort(size, whole);
    Batch ordered = rows.select(sorted, size);
    return add(ordered, groups(sorted, partitions), peers(sorted, partitions, byKeys));
  }

  private int[] partitions(Batch rows) {
    int[] numbers = new int[rows.size()];
    Vector[] keys = partition.stream().map(key -> key.evaluate(rows)).toArray(Vector[]::new);
    new TupleTable(partition.stream().map(Expression::type).toList(), true, guard)
        .numbers(keys, rows.size(), numbers, true);
    return numbers;
  }

  /** Start of each partition in sorted order, then the number of rows. */
  private static int[] groups(int[] sorted, int[] partitions) {
    int[] starts = new int[sorted.length + 1];
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || partitions[sorted[i]] != partitions[sorted[i - 1]]) {
        starts[count++] = i;
      }
    }
    starts[count++] = sorted.length;
    return Arrays.copyOf(starts, count);
  }

  /** For each sorted row, whether it begins a new group of rows that the order does not tell apart. */
  private boolean[] peers(int[] sorted, int[] partitions, IntSort.Order byKeys) {
    boolean[] first = new boolean[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      first[i] = i == 0
          || partitions[sorted[i]] != partitions[sorted[i - 1]]
          || (!order.isEmpty() && byKeys.compare(sorted[i - 1], sorted[i]) != 0);
    }
    return first;
  }

  private Batch add(Batch ordered, int[] starts, boolean[] newPeer) {
    List<Vector> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(ordered.column(i));
    }
    for (WindowFunction function : functions) {
      VectorBuilder results = new VectorBuilder(function.type());
      WindowFunction.Computation computation = function.start(ordered);
      for (int p = 0; p + 1 < starts.length; p++) {
        guard.check();
        computation.partition(starts[p], starts[p + 1], newPeer, results);
      }
      columns.add(results.build());
    }
    return RowStore.batch(columns, ordered.size());
  }
}
