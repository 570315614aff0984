// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.engine.ColumnReader;
import java.util.function.IntPredicate;

/** Turns conditions on a column's distinct values into rows. */
final class ColumnScan {
  private static final int BATCH = 4096;
  private static final int FEW_VALUES = 64;

  private final ColumnReader column;
  private final QueryGuard guard;

  ColumnScan(ColumnReader column, QueryGuard guard) {
    this.column = column;
    this.guard = guard;
  }

  /** Rows of {@code within} whose value is exactly {@code utf8}. */
  RowSet equal(byte[] utf8, RowSet within) {
    int id = column.lookup(utf8);
    return id < 0 ? RowSet.none(within.fromRow(), within.toRow()) : rowsOf(id, within);
  }

  /** Rows of {@code within} whose value meets the pattern. */
  RowSet matching(TextPattern pattern, RowSet within) {
    for (String word : pattern.requiredWords()) {
      if (!column.mayContainWord(word)) {
        return RowSet.none(within.fromRow(), within.toRow());
      }
    }
    byte[] buffer = new byte[column.maxByteLength()];
    return byValue(id -> pattern.matches(buffer, column.copy(id, buffer, 0)), within);
  }

  /** Rows of {@code within} that have a value. */
  RowSet present(RowSet within) {
    return byValue(id -> true, within);
  }

  /** Rows of {@code within} whose value, by id, meets the condition; each value is asked at most once. */
  RowSet byValue(IntPredicate condition, RowSet within) {
    int candidates = within.count();
    return candidates < column.valueCount() / 4
        ? rowByRow(condition, within)
        : valueByValue(condition, within);
  }

  private RowSet rowByRow(IntPredicate condition, RowSet within) {
    RowSet hits = RowSet.none(within.fromRow(), within.toRow());
    int seen = 0;
    for (int row = within.next(within.fromRow()); row >= 0; row = within.next(row + 1)) {
      int id = column.id(row);
      if (id >= 0 && condition.test(id)) {
        hits.add(row);
      }
      checkEvery(seen++);
    }
    return hits;
  }

  private RowSet valueByValue(IntPredicate condition, RowSet within) {
    int values = column.valueCount();
    boolean[] wanted = new boolean[values];
    int found = 0;
    int last = -1;
    for (int id = 0; id < values; id++) {
      if (condition.test(id)) {
        wanted[id] = true;
        found++;
        last = id;
      }
      checkEvery(id);
    }
    if (found == 0) {
      return RowSet.none(within.fromRow(), within.toRow());
    }
    return found == 1
        ? rowsOf(last, within)
        : found <= FEW_VALUES && values > BATCH ? few(wanted, within) : many(wanted, within);
  }

  private RowSet few(boolean[] wanted, RowSet within) {
    RowSet hits = RowSet.none(within.fromRow(), within.toRow());
    for (int id = 0; id < wanted.length; id++) {
      if (wanted[id]) {
        addRows(id, hits);
      }
    }
    return hits.and(within);
  }

  private RowSet rowsOf(int id, RowSet within) {
    RowSet hits = RowSet.none(within.fromRow(), within.toRow());
    addRows(id, hits);
    return hits.and(within);
  }

  private void addRows(int id, RowSet hits) {
    for (int row : column.rows(id)) {
      hits.add(row);
    }
  }

  private RowSet many(boolean[] wanted, RowSet within) {
    RowSet hits = RowSet.none(within.fromRow(), within.toRow());
    int[] ids = new int[BATCH];
    for (int from = within.fromRow(); from < within.toRow(); from += BATCH) {
      int count = Math.min(BATCH, within.toRow() - from);
      column.ids(from, count, ids);
      for (int i = 0; i < count; i++) {
        if (ids[i] >= 0 && wanted[ids[i]]) {
          hits.add(from + i);
        }
      }
      guard.check();
    }
    return hits.and(within);
  }

  private void checkEvery(int counter) {
    if ((counter & 0xFFF) == 0xFFF) {
      guard.check();
    }
  }
}
