// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import java.io.IOException;
import java.util.Arrays;

/**
 * Encodes blocks of cells. Two forms, chosen by what each is expected to take: a code per row (0 absent, 1 the next new value, else how
 * long ago the value was new), which zstd compresses well when there are few values or they come back soon; or the rows that
 * have a value, and the ids packed to as many bits as their range needs, which is as small as random ids get and takes no compressor.
 * Not thread-safe.
 */
final class BlockWriter {
  /** First byte of a block. */
  static final int CODES = 0;

  static final int PACKED = 1;

  /** Added to the width of packed ids: a bit per cell says whether it is the next new value; those have no packed id. */
  static final int FLAGGED = 0x80;

  /** In place of a width: all are new values. */
  static final int ALL_NEW = 0x40;

  static final int MAX_WIDTH = 28;

  private static final int SPARSE_SHARE = 4;
  private static final int NEW_SHARE = 16;
  private static final int MIN_COMPRESSED_CELLS = 256;

  private final PartWriter parts;
  private final ByteSink sink;
  private final BlockBits packer;

  /** Rows that have a value, and the value's number by row. */
  final long[] present = new long[CellBlock.ROWS / 64];

  final int[] oldIds = new int[CellBlock.ROWS];

  private final int[] ids = new int[CellBlock.ROWS];
  private final long[] fresh = new long[CellBlock.ROWS / 64];
  private int rows;
  private int cells;
  private int freshCells;
  private int firstNew;
  private int minId;
  private int maxId;
  private int maxOldId;

  /** Bits of the codes of cells whose value is not new. */
  private int codeBits;

  BlockWriter(PartWriter parts, ByteSink sink) {
    this.parts = parts;
    this.sink = sink;
    this.packer = new BlockBits(sink);
  }

  /** Writes what {@link #present} and {@link #oldIds} say, and forgets it. */
  CellIndex.Block write(int rows, CellWriter numbers) throws IOException {
    this.rows = rows;
    number(numbers);
    sink.clear();
    PartRef ref = encode();
    Arrays.fill(present, 0);
    return new CellIndex.Block(ref, cells == 0 ? -1 : minId, maxId, firstNew);
  }

  int cells() {
    return cells;
  }

  private void number(CellWriter numbers) {
    Arrays.fill(fresh, 0);
    cells = 0;
    freshCells = 0;
    codeBits = 0;
    firstNew = numbers.valueCount();
    minId = Integer.MAX_VALUE;
    maxId = -1;
    maxOldId = -1;
    for (int word = 0; word < present.length; word++) {
      for (long rest = present[word]; rest != 0; rest &= rest - 1) {
        add(numbers, oldIds[(word << 6) + Long.numberOfTrailingZeros(rest)]);
      }
    }
  }

  private void add(CellWriter numbers, int oldId) {
    int known = numbers.valueCount();
    int id = numbers.idOf(oldId);
    if (id == known) {
      fresh[cells >>> 6] |= 1L << cells;
      freshCells++;
    } else {
      maxOldId = Math.max(maxOldId, id);
      codeBits += bits(1 + known - id);
    }
    minId = Math.min(minId, id);
    maxId = Math.max(maxId, id);
    ids[cells++] = id;
  }

  private static int bits(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value);
  }

  private PartRef encode() throws IOException {
    if (cells == 0 || (minId == maxId && cells == rows)) {
      return parts.write(sink);
    }
    boolean flagged =
        freshCells > 0 && cells + (cells - freshCells) * oldWidth() < cells * bits(maxId - minId);
    int width = flagged ? oldWidth() : bits(maxId - minId);
    int packedBits = flagged ? cells + (cells - freshCells) * width : cells * width;
    boolean sparse = cells * SPARSE_SHARE <= rows;
    boolean comesBackSoon = (codeBits + freshCells) * 10 < packedBits * 7;
    boolean nearlyAllNew = (cells - freshCells) * NEW_SHARE < cells;
    if (comesBackSoon || (!sparse && (width <= Byte.SIZE || nearlyAllNew))) {
      codes();
      return parts.write(sink);
    }
    return packed(flagged, width);
  }

  private int oldWidth() {
    return maxOldId < 0 ? 0 : bits(maxOldId - minId);
  }

  private void codes() {
    sink.put(CODES);
    int next = firstNew;
    int cell = 0;
    for (int row = 0; row < rows; row++) {
      if (!RowBits.isSet(present, row)) {
        sink.put(0);
        continue;
      }
      if (RowBits.isSet(fresh, cell)) {
        sink.put(1);
        next++;
      } else {
        sink.varint(1L + next - ids[cell]);
      }
      cell++;
    }
  }

  private PartRef packed(boolean flagged, int neededWidth) throws IOException {
    sink.put(PACKED);
    RowBits.write(present, rows, cells, sink);
    if (freshCells == cells) {
      sink.put(ALL_NEW);
      return parts.writePlain(sink);
    }
    boolean compressible =
        neededWidth > 0 && neededWidth <= Byte.SIZE && cells >= MIN_COMPRESSED_CELLS;
    int width = compressible ? Byte.SIZE : neededWidth;
    sink.put(flagged ? width | FLAGGED : width);
    for (int cell = 0; flagged && cell < cells; cell++) {
      packer.put(fresh[cell >>> 6] >>> cell & 1, 1);
    }
    packer.end();
    for (int cell = 0; cell < cells; cell++) {
      if (!flagged || !RowBits.isSet(fresh, cell)) {
        packer.put(ids[cell] - minId, width);
      }
    }
    packer.end();
    return compressible ? parts.write(sink) : parts.writePlain(sink);
  }
}
