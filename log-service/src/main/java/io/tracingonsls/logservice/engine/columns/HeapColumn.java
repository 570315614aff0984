// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import java.util.Arrays;

/** A column put together in memory for one query, where the stored form does not fit the question. Immutable. */
public final class HeapColumn extends TextColumn {
  private final int[] ids;
  private final ByteDictionary.View values;

  private HeapColumn(int[] ids, ByteDictionary.View values) {
    super(ids.length);
    this.ids = ids;
    this.values = values;
  }

  @Override
  public int valueCount() {
    return values.size();
  }

  @Override
  public int id(int row) {
    return ids[row];
  }

  @Override
  public void ids(int fromRow, int count, int[] out) {
    System.arraycopy(ids, fromRow, out, 0, count);
  }

  @Override
  public int lookup(byte[] utf8) {
    return values.find(utf8);
  }

  @Override
  public byte[] bytes(int id) {
    return values.bytes(id);
  }

  @Override
  public int byteLength(int id) {
    return values.length(id);
  }

  @Override
  public int copy(int id, byte[] out, int offset) {
    return values.copy(id, out, offset);
  }

  @Override
  public int maxByteLength() {
    return values.maxLength();
  }

  /** Collects values row by row. */
  public static final class Builder {
    private final ByteDictionary dictionary = new ByteDictionary();
    private final int[] ids;

    /** All rows absent. */
    public Builder(int rowCount) {
      ids = new int[rowCount];
      Arrays.fill(ids, -1);
    }

    /** Gives a value a number, for {@link #setId}. */
    public int add(byte[] value) {
      return dictionary.add(value, 0, value.length);
    }

    /** Sets a row. */
    public void set(int row, byte[] value, int offset, int length) {
      ids[row] = dictionary.add(value, offset, length);
    }

    /** Sets a row to a number from {@link #add}. */
    public void setId(int row, int id) {
      ids[row] = id;
    }

    /** Rows of the column. */
    public int rowCount() {
      return ids.length;
    }

    /** Whether no row has a value. */
    public boolean isEmpty() {
      return dictionary.size() == 0;
    }

    /** The column. */
    public HeapColumn build() {
      return new HeapColumn(ids, dictionary.view());
    }
  }
}
