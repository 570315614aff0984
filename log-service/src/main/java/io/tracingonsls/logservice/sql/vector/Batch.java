// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some rows; columns are loaded or selected when they are first asked for. */
public abstract class Batch {
  /** Number of rows. */
  public abstract int size();

  /** One column; the same object at every call. */
  public abstract Vector column(int index);

  /** The rows at the first {@code count} of {@code positions}, in that order. */
  public Batch select(int[] positions, int count) {
    return new Selected(this, positions, count);
  }

  /** A batch of ready columns. */
  public static Batch of(int size, Vector... columns) {
    return new Ready(size, columns);
  }

  private static final class Ready extends Batch {
    private final int size;
    private final Vector[] columns;

    private Ready(int size, Vector[] columns) {
      this.size = size;
      this.columns = columns;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Vector column(int index) {
      return columns[index];
    }
  }

  private static final class Selected extends Batch {
    private static final int NO_COLUMNS = 0;

    private final Batch source;
    private final int[] positions;
    private final int count;
    private @Nullable Vector[] columns = new @Nullable Vector[NO_COLUMNS];

    private Selected(Batch source, int[] positions, int count) {
      this.source = source;
      this.positions = positions;
      this.count = count;
    }

    @Override
    public int size() {
      return count;
    }

    @Override
    public Vector column(int index) {
      if (index >= columns.length) {
        columns = Arrays.copyOf(columns, index + 8);
      }
      Vector column = columns[index];
      if (column == null) {
        column = source.column(index).select(positions, count);
        columns[index] = column;
      }
      return column;
    }
  }
}
