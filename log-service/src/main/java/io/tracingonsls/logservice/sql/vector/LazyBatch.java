// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A batch whose columns are made when they are first asked for. */
public abstract class LazyBatch extends Batch {
  private static final int NO_COLUMNS = 0;
  private static final int MORE_COLUMNS = 8;

  private final int size;
  private @Nullable Vector[] columns = new @Nullable Vector[NO_COLUMNS];

  protected LazyBatch(int size) {
    this.size = size;
  }

  @Override
  public final int size() {
    return size;
  }

  @Override
  public final Vector column(int index) {
    if (index >= columns.length) {
      columns = Arrays.copyOf(columns, index + MORE_COLUMNS);
    }
    Vector column = columns[index];
    if (column == null) {
      column = load(index);
      columns[index] = column;
    }
    return column;
  }

  /** Makes a column; asked once for each. */
  protected abstract Vector load(int index);

  /** Takes over what another batch has made already, for the rows at the first {@code size} of the positions. */
  protected final void take(LazyBatch from, int[] positions) {
    columns = new @Nullable Vector[from.columns.length];
    for (int i = 0; i < columns.length; i++) {
      Vector column = from.columns[i];
      columns[i] = column == null ? null : column.select(positions, size);
    }
  }
}
