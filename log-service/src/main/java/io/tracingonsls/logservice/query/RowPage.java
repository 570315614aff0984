// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.search.RowSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Picks one page of selected rows in order of time by merging the slices, each of which is already in order. A slice is
 * searched only when the merge reaches its time range, so the newest rows of a long range cost only the newest slices.
 */
final class RowPage {
  private static final int CHECK_MASK = 0xFFF;

  private final Function<SegmentSlice, RowSet> select;
  private final boolean reverse;
  private final QueryGuard guard;
  private final PriorityQueue<Cursor> cursors;

  RowPage(
      List<SegmentSlice> slices,
      Function<SegmentSlice, RowSet> select,
      boolean reverse,
      QueryGuard guard) {
    this.select = select;
    this.reverse = reverse;
    this.guard = guard;
    Comparator<Cursor> order = Comparator.comparingLong((Cursor c) -> c.seconds)
        .thenComparingInt(c -> c.nanosPart)
        .thenComparingInt(c -> c.ordinal);
    this.cursors =
        new PriorityQueue<>(Math.max(1, slices.size()), reverse ? order.reversed() : order);
    for (int i = 0; i < slices.size(); i++) {
      cursors.add(new Cursor(slices.get(i), i, reverse));
    }
  }

  /** At most {@code line} rows after skipping {@code offset}. */
  List<RowAt> read(int line, long offset) {
    List<RowAt> rows = new ArrayList<>();
    long seen = 0;
    while (rows.size() < line) {
      Cursor cursor = cursors.poll();
      if (cursor == null) {
        break;
      }
      if (cursor.hits == null) {
        cursor.hits = select.apply(cursor.slice);
        cursor.row = reverse ? cursor.slice.toRow() : cursor.slice.fromRow() - 1;
      } else if (seen++ >= offset) {
        rows.add(new RowAt(cursor.slice.segment(), cursor.ordinal, cursor.row));
      }
      if ((seen & CHECK_MASK) == 0) {
        guard.check();
      }
      if (cursor.advance(reverse)) {
        cursors.add(cursor);
      }
    }
    return rows;
  }

  private static final class Cursor {
    private final SegmentSlice slice;
    private final int ordinal;
    private @Nullable RowSet hits;
    private int row;
    private long seconds;
    private int nanosPart;

    private Cursor(SegmentSlice slice, int ordinal, boolean reverse) {
      this.slice = slice;
      this.ordinal = ordinal;
      goTo(reverse ? slice.toRow() - 1 : slice.fromRow());
    }

    private boolean advance(boolean reverse) {
      RowSet selected = hits;
      int next =
          selected == null ? -1 : reverse ? selected.previous(row - 1) : selected.next(row + 1);
      if (next >= 0) {
        goTo(next);
      }
      return next >= 0;
    }

    private void goTo(int newRow) {
      SegmentReader segment = slice.segment();
      row = newRow;
      seconds = segment.timeSeconds(newRow);
      nanosPart = segment.timeNanosPart(newRow);
    }
  }
}
