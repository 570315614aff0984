// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

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

  private static final class Selected extends LazyBatch {
    private final Batch source;
    private final int[] positions;

    private Selected(Batch source, int[] positions, int count) {
      super(count);
      this.source = source;
      this.positions = positions;
    }

    @Override
    protected Vector load(int index) {
      return source.column(index).select(positions, size());
    }
  }
}
