// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import java.util.Arrays;

/** The value ids of a column by row, decoded into the smallest array that holds them. Immutable. */
abstract class Cells implements ByteCache.Weighed {
  private static final int SPARSE_FACTOR = 8;

  abstract int id(int row);

  abstract void ids(int fromRow, int count, int[] out);

  /** Decodes stored cells and checks that they use exactly the column's values. */
  static Cells read(ByteSource in, int rowCount, ColumnStats stats) {
    if (stats.presentCount() < rowCount / SPARSE_FACTOR) {
      return readSparse(in, rowCount, stats);
    }
    int[] ids = new int[rowCount];
    int next = 0;
    for (int row = 0; row < rowCount; row++) {
      int code = in.count(next + 1);
      ids[row] = code == 1 ? next : code == 0 ? -1 : next + 1 - code;
      next += code == 1 ? 1 : 0;
    }
    checkCount(next, stats.valueCount());
    if (next == rowCount) {
      return new DistinctCells();
    }
    if (next == 1 && stats.presentCount() == rowCount) {
      return new ConstantCells();
    }
    return next < 0xFF ? ByteCells.of(ids) : next < 0xFFFF ? CharCells.of(ids) : new IntCells(ids);
  }

  private static Cells readSparse(ByteSource in, int rowCount, ColumnStats stats) {
    int[] rows = new int[stats.presentCount()];
    int[] ids = new int[rows.length];
    int next = 0;
    int n = 0;
    for (int row = 0; row < rowCount; row++) {
      int code = in.count(next + 1);
      if (code != 0) {
        if (n == rows.length) {
          throw new MalformedBytesException("cells: more than " + n);
        }
        rows[n] = row;
        ids[n++] = code == 1 ? next : next + 1 - code;
        next += code == 1 ? 1 : 0;
      }
    }
    checkCount(n, rows.length);
    checkCount(next, stats.valueCount());
    return new SparseCells(rows, ids);
  }

  private static void checkCount(int got, int expected) {
    if (got != expected) {
      throw new MalformedBytesException("cells: " + got + " (expected: " + expected + ")");
    }
  }

  /** Every row has its own value. */
  private static final class DistinctCells extends Cells {
    @Override
    int id(int row) {
      return row;
    }

    @Override
    void ids(int fromRow, int count, int[] out) {
      for (int i = 0; i < count; i++) {
        out[i] = fromRow + i;
      }
    }

    @Override
    public long heapBytes() {
      return 16;
    }
  }

  /** Every row has the only value. */
  private static final class ConstantCells extends Cells {
    @Override
    int id(int row) {
      return 0;
    }

    @Override
    void ids(int fromRow, int count, int[] out) {
      Arrays.fill(out, 0, count, 0);
    }

    @Override
    public long heapBytes() {
      return 16;
    }
  }

  /** Up to 254 values; 0 is absent. */
  private static final class ByteCells extends Cells {
    private final byte[] codes;

    private ByteCells(byte[] codes) {
      this.codes = codes;
    }

    static ByteCells of(int[] ids) {
      byte[] codes = new byte[ids.length];
      for (int i = 0; i < ids.length; i++) {
        codes[i] = (byte) (ids[i] + 1);
      }
      return new ByteCells(codes);
    }

    @Override
    int id(int row) {
      return (codes[row] & 0xFF) - 1;
    }

    @Override
    void ids(int fromRow, int count, int[] out) {
      for (int i = 0; i < count; i++) {
        out[i] = (codes[fromRow + i] & 0xFF) - 1;
      }
    }

    @Override
    public long heapBytes() {
      return 32L + codes.length;
    }
  }

  /** Up to 65,534 values; 0 is absent. */
  private static final class CharCells extends Cells {
    private final char[] codes;

    private CharCells(char[] codes) {
      this.codes = codes;
    }

    static CharCells of(int[] ids) {
      char[] codes = new char[ids.length];
      for (int i = 0; i < ids.length; i++) {
        codes[i] = (char) (ids[i] + 1);
      }
      return new CharCells(codes);
    }

    @Override
    int id(int row) {
      return codes[row] - 1;
    }

    @Override
    void ids(int fromRow, int count, int[] out) {
      for (int i = 0; i < count; i++) {
        out[i] = codes[fromRow + i] - 1;
      }
    }

    @Override
    public long heapBytes() {
      return 32 + codes.length * 2L;
    }
  }

  /** Any number of values. */
  private static final class IntCells extends Cells {
    private final int[] ids;

    IntCells(int[] ids) {
      this.ids = ids;
    }

    @Override
    int id(int row) {
      return ids[row];
    }

    @Override
    void ids(int fromRow, int count, int[] out) {
      System.arraycopy(ids, fromRow, out, 0, count);
    }

    @Override
    public long heapBytes() {
      return 32 + ids.length * 4L;
    }
  }

  /** Few rows have a value. */
  private static final class SparseCells extends Cells {
    private final int[] rows;
    private final int[] ids;

    SparseCells(int[] rows, int[] ids) {
      this.rows = rows;
      this.ids = ids;
    }

    @Override
    int id(int row) {
      int at = Arrays.binarySearch(rows, row);
      return at >= 0 ? ids[at] : -1;
    }

    @Override
    void ids(int fromRow, int count, int[] out) {
      Arrays.fill(out, 0, count, -1);
      int at = Arrays.binarySearch(rows, fromRow);
      for (int i = at >= 0 ? at : -at - 1; i < rows.length && rows[i] < fromRow + count; i++) {
        out[rows[i] - fromRow] = ids[i];
      }
    }

    @Override
    public long heapBytes() {
      return 48 + rows.length * 8L;
    }
  }
}
