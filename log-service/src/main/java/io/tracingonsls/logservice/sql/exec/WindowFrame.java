// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BoundKind;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.Vector;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of its partition a row sees. {@code byRows} counts rows, else rows that the order does not tell apart are one. The
 * start is never after a whole partition and the end never before it.
 */
public record WindowFrame(boolean byRows, Edge start, Edge end) {

  /** An edge; {@code offset} is a bigint, for {@code PRECEDING} and {@code FOLLOWING} only. */
  public record Edge(BoundKind kind, @Nullable Expression offset) {}

  /** Whether frames begin with their partition. */
  boolean startsWithPartition() {
    return start.kind() == BoundKind.UNBOUNDED_PRECEDING;
  }

  /** Whether frames end with their partition. */
  boolean endsWithPartition() {
    return end.kind() == BoundKind.UNBOUNDED_FOLLOWING;
  }

  /** The frames of rows that are sorted by partition and order. */
  Rows rows(Batch rows) {
    Expression first = start.offset();
    Expression last = end.offset();
    return new Rows(
        this,
        first == null ? null : first.evaluate(rows),
        last == null ? null : last.evaluate(rows));
  }

  /** First row and end of the frame of each row of one partition at a time. */
  static final class Rows {
    private final WindowFrame frame;
    private final @Nullable Vector startOffsets;
    private final @Nullable Vector endOffsets;
    private int from;
    private int[] starts = new int[0];
    private int[] ends = new int[0];

    private Rows(WindowFrame frame, @Nullable Vector startOffsets, @Nullable Vector endOffsets) {
      this.frame = frame;
      this.startOffsets = startOffsets;
      this.endOffsets = endOffsets;
    }

    int start(int row) {
      return starts[row - from];
    }

    /** The row after the last one; the start when the frame is empty. */
    int end(int row) {
      return ends[row - from];
    }

    /** Goes to the partition of the rows {@code [from, to)}. */
    Rows partition(int from, int to, boolean[] newPeer) {
      this.from = from;
      if (starts.length < to - from) {
        starts = new int[to - from];
        ends = new int[to - from];
      }
      int peersStart = from;
      int peersEnd = from;
      for (int row = from; row < to; row++) {
        if (row == peersEnd) {
          peersStart = row;
          peersEnd = frame.byRows ? row + 1 : peersEnd(row, to, newPeer);
        }
        int start = start(row, from, to, peersStart);
        starts[row - from] = start;
        ends[row - from] = Math.max(start, end(row, from, to, peersEnd));
      }
      return this;
    }

    private int start(int row, int from, int to, int peersStart) {
      return switch (frame.start.kind()) {
        case UNBOUNDED_PRECEDING -> from;
        case PRECEDING -> before(row, from, offset(startOffsets, row, "starting"));
        case CURRENT_ROW -> peersStart;
        case FOLLOWING -> after(row, to, offset(startOffsets, row, "starting"));
        case UNBOUNDED_FOLLOWING -> to;
      };
    }

    private int end(int row, int from, int to, int peersEnd) {
      return switch (frame.end.kind()) {
        case UNBOUNDED_PRECEDING -> from;
        case PRECEDING -> before(row + 1, from, offset(endOffsets, row, "ending"));
        case CURRENT_ROW -> peersEnd;
        case FOLLOWING -> after(row + 1, to, offset(endOffsets, row, "ending"));
        case UNBOUNDED_FOLLOWING -> to;
      };
    }

    private static int before(int row, int from, long offset) {
      return offset >= row - from ? from : row - (int) offset;
    }

    private static int after(int row, int to, long offset) {
      return offset >= to - row ? to : row + (int) offset;
    }

    private static long offset(@Nullable Vector offsets, int row, String which) {
      Object offset = offsets == null ? null : offsets.value(row);
      if (offset == null || (Long) offset < 0) {
        throw QueryException.invalid("Window frame " + which + " offset must not be "
            + (offset == null ? "null" : "negative"));
      }
      return (Long) offset;
    }
  }

  /** The end of the rows which the order does not tell apart from {@code row}, their first one. */
  static int peersEnd(int row, int to, boolean[] newPeer) {
    int end = row + 1;
    while (end < to && !newPeer[end]) {
      end++;
    }
    return end;
  }
}
