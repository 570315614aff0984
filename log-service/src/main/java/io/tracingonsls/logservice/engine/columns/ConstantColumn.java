// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import java.util.Arrays;

/** One value in every row. */
final class ConstantColumn extends TextColumn {
  private final byte[] value;

  ConstantColumn(int rowCount, byte[] value) {
    super(rowCount);
    this.value = value;
  }

  @Override
  public int valueCount() {
    return 1;
  }

  @Override
  public int id(int row) {
    return 0;
  }

  @Override
  public void ids(int fromRow, int count, int[] out) {
    Arrays.fill(out, 0, count, 0);
  }

  @Override
  public int lookup(byte[] utf8) {
    return Arrays.equals(value, utf8) ? 0 : -1;
  }

  @Override
  public byte[] bytes(int id) {
    return value.clone();
  }

  @Override
  public int maxByteLength() {
    return value.length;
  }

  @Override
  public int presentCount() {
    return rowCount();
  }

  @Override
  public int[] rowCounts() {
    return new int[] {rowCount()};
  }

  @Override
  public int[] rows(int id) {
    int[] all = new int[rowCount()];
    Arrays.setAll(all, i -> i);
    return all;
  }
}
