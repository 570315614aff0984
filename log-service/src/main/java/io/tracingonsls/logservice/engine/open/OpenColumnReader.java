// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

import io.tracingonsls.logservice.engine.columns.TextColumn;
import org.jspecify.annotations.Nullable;

/** A column of the open segment as one snapshot sees it: rows in time order. Immutable. */
final class OpenColumnReader extends TextColumn {
  private final OpenColumn.View view;
  private final int @Nullable [] order;

  OpenColumnReader(OpenColumn.View view, int rowCount, int @Nullable [] order) {
    super(rowCount);
    this.view = view;
    this.order = order;
  }

  @Override
  public int valueCount() {
    return view.values().size();
  }

  @Override
  public int id(int row) {
    return view.id(order == null ? row : order[row]);
  }

  @Override
  public void ids(int fromRow, int count, int[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = view.id(order == null ? fromRow + i : order[fromRow + i]);
    }
  }

  @Override
  public int lookup(byte[] utf8) {
    return view.values().find(utf8);
  }

  @Override
  public byte[] bytes(int id) {
    return view.values().bytes(id);
  }

  @Override
  public int byteLength(int id) {
    return view.values().length(id);
  }

  @Override
  public int copy(int id, byte[] out, int offset) {
    return view.values().copy(id, out, offset);
  }

  @Override
  public int maxByteLength() {
    return view.values().maxLength();
  }
}
