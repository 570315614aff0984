// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;

/** Decodes what {@link BlockWriter} wrote. */
final class BlockReader {
  /** With fewer cells than this share of the rows, only they are kept in memory. */
  private static final int SPARSE_SHARE = 4;

  private final ByteSource in;
  private final BlockBitsReader bits;
  private final int rows;
  private final CellIndex.Ids range;
  private int next;

  private BlockReader(ByteSource in, int rows, CellIndex.Ids range) {
    this.in = in;
    this.bits = new BlockBitsReader(in);
    this.rows = rows;
    this.range = range;
    this.next = range.firstNew();
  }

  /** A block in one of the two forms. */
  static CellBlock read(ByteSource in, int rows, CellIndex.Ids range) {
    return in.count(BlockWriter.PACKED) == BlockWriter.CODES
        ? codes(in, rows, range)
        : new BlockReader(in, rows, range).packed();
  }

  /** A block of a code per row: what versions 1 and 2 wrote. */
  static CellBlock codes(ByteSource in, int rows, CellIndex.Ids range) {
    int[] ids = new int[rows];
    in.counts(ids, range.firstNew() + rows);
    int next = range.firstNew();
    for (int i = 0; i < rows; i++) {
      int code = ids[i];
      ids[i] = code == 0 ? -1 : range.checked(code == 1 ? next++ : next + 1 - code);
    }
    return CellBlock.dense(ids, range.min(), range.max());
  }

  private CellBlock packed() {
    long[] present = RowBits.read(in, rows);
    int[] ids = ids(RowBits.count(present));
    if (in.remaining() > 0) {
      throw new MalformedBytesException("cells: " + in.remaining() + " bytes too many");
    }
    return ids.length * SPARSE_SHARE <= rows
        ? CellBlock.sparse(present, ids, range.min(), range.max())
        : CellBlock.dense(spread(present, ids), range.min(), range.max());
  }

  private int[] ids(int count) {
    int head = in.get();
    int width = head & ~BlockWriter.FLAGGED;
    boolean allNew = head == BlockWriter.ALL_NEW;
    if (!allNew && width > BlockWriter.MAX_WIDTH) {
      throw new MalformedBytesException("cells: ids of " + width + " bits");
    }
    int[] ids = new int[count];
    if (head != width) {
      for (int i = 0; i < count; i++) {
        ids[i] = bits.get(1);
      }
      bits.end();
    }
    for (int i = 0; i < count; i++) {
      boolean isNew = allNew || ids[i] == 1;
      ids[i] = range.checked(isNew ? next++ : range.min() + bits.get(width));
    }
    return ids;
  }

  private int[] spread(long[] present, int[] ids) {
    int[] byRow = new int[rows];
    int cell = 0;
    for (int row = 0; row < rows; row++) {
      byRow[row] = RowBits.isSet(present, row) ? ids[cell++] : -1;
    }
    return byRow;
  }
}
