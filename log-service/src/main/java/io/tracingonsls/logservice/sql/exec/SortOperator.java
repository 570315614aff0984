// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts all rows, or keeps only the first {@code wanted} of the order: then memory holds a few times that many. Rows that
 * compare equal keep their order. Output has the input's columns.
 */
public final class SortOperator implements Operator {
  private static final int LEAST_ROWS_BEFORE_CUT = BATCH_ROWS;

  private final Operator input;
  private final List<SqlType> types;
  private final List<SortKey> keys;
  private final long wanted;
  private final QueryGuard guard;
  private RowStore store;
  private @Nullable Vector worst;
  private boolean sorted;
  private @Nullable Batch rows;
  private int[] order = new int[0];
  private int next;

  /** {@code types} are those of the input's columns; {@code wanted} may be {@link Long#MAX_VALUE}. */
  public SortOperator(
      Operator input, List<SqlType> types, List<SortKey> keys, long wanted, QueryGuard guard) {
    this.input = input;
    this.types = List.copyOf(types);
    this.keys = List.copyOf(keys);
    this.wanted = wanted;
    this.guard = guard;
    this.store = newStore();
  }

  private RowStore newStore() {
    List<SqlType> stored = new ArrayList<>(types);
    keys.forEach(key -> stored.add(key.expression().type()));
    return new RowStore(stored, guard);
  }

  @Override
  public @Nullable Batch next() {
    if (!sorted) {
      sorted = true;
      consume();
    }
    Batch all = rows;
    int count = Math.min(BATCH_ROWS, order.length - next);
    if (all == null || count <= 0) {
      return null;
    }
    int[] positions = Arrays.copyOfRange(order, next, next + count);
    next += count;
    return all.select(positions, count);
  }

  private void consume() {
    for (Batch batch = input.next(); batch != null; batch = input.next()) {
      add(batch);
      if (wanted < Integer.MAX_VALUE
          && store.size() > Math.max(LEAST_ROWS_BEFORE_CUT, 4 * wanted)) {
        cut();
      }
    }
    List<Vector> columns = store.columns();
    order = sort(columns, store.size());
    rows = RowStore.batch(columns.subList(0, types.size()), store.size());
  }

  private void add(Batch batch) {
    Batch rows = promising(batch);
    if (rows.size() > 0) {
      store.add(columns(rows), rows.size());
    }
  }

  /** The rows that may still be among the first: most rows of a long input are told by their first key not to be. */
  private Batch promising(Batch batch) {
    Vector known = worst;
    SortKey key = keys.get(0);
    if (known == null || batch.size() == 0) {
      return batch;
    }
    if (!(key.expression().evaluate(batch) instanceof LongVector values)
        || !(known instanceof LongVector last)
        || last.isNull(0)) {
      return batch;
    }
    long limit = last.values()[0];
    int[] kept = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      long value = values.values()[i];
      boolean behind =
          values.isNull(i) ? !key.nullsFirst() : key.descending() ? value < limit : value > limit;
      if (!behind) {
        kept[count++] = i;
      }
    }
    return count == kept.length ? batch : batch.select(kept, count);
  }

  private List<Vector> columns(Batch batch) {
    List<Vector> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(batch.column(i));
    }
    keys.forEach(key -> columns.add(key.expression().evaluate(batch)));
    return columns;
  }

  private int[] sort(List<Vector> columns, int size) {
    int[] positions =
        IntSort.sort(size, SortKey.order(keys, columns.subList(types.size(), columns.size())));
    return positions.length <= wanted ? positions : Arrays.copyOf(positions, (int) wanted);
  }

  /** Drops what cannot be among the first rows any more. */
  private void cut() {
    int size = store.size();
    List<Vector> columns = store.columns();
    int[] best = sort(columns, size);
    if (best.length == wanted && wanted > 0) {
      worst = columns.get(types.size()).select(new int[] {best[best.length - 1]}, 1);
    }
    RowStore smaller = newStore();
    smaller.add(
        columns.stream().map(column -> column.select(best, best.length)).toList(), best.length);
    store.release();
    store = smaller;
  }
}
