// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of a sealed column, read block by block through the cache. Thread-safe. */
final class CellReader {
  private static final int INDEX_SLOT = 0;
  private static final int POSTINGS_SLOT = 2;
  private static final int FIRST_BLOCK_SLOT = 1 << 20;
  /** Values of fewer columns have so many rows each that scanning is as good as postings. */
  private static final int MIN_POSTED_VALUES = 64;

  private static final int FEW_BLOCKS = 4;

  private final SealedSegment segment;
  private final ColumnMeta meta;
  private final int column;
  private final int rowCount;
  /** Every row has its own value, in order. */
  private final boolean distinct;
  /** Every row has the only value. */
  private final boolean constant;

  private volatile @Nullable CellIndex index;
  private volatile @Nullable Recent recent;

  CellReader(SealedSegment segment, ColumnMeta meta, int column, int rowCount) {
    this.segment = segment;
    this.meta = meta;
    this.column = column;
    this.rowCount = rowCount;
    boolean full = meta.stats().presentCount() == rowCount;
    this.distinct = full && meta.stats().valueCount() == rowCount;
    this.constant = full && meta.stats().valueCount() == 1;
  }

  private CellIndex index() {
    CellIndex known = index;
    if (known == null) {
      known = segment.part(
          column,
          INDEX_SLOT,
          meta.cells(),
          CellIndex.class,
          in -> CellIndex.read(in, rowCount, meta.version()));
      index = known;
    }
    return known;
  }

  private CellBlock block(int number) {
    Recent last = recent;
    if (last != null && last.number() == number) {
      return last.block();
    }
    CellBlock block = load(number);
    recent = new Recent(number, block);
    return block;
  }

  private CellBlock load(int number) {
    CellIndex known = index();
    if (known.isUniform(number)) {
      return CellBlock.constant(known.minId(number));
    }
    int rows = Math.min(CellBlock.ROWS, rowCount - (number << CellBlock.SHIFT));
    return segment.part(
        column,
        FIRST_BLOCK_SLOT + number,
        known.ref(number),
        CellBlock.class,
        in -> meta.version() < CellIndex.PACKED_VERSION
            ? BlockReader.codes(in, rows, known.ids(number))
            : BlockReader.read(in, rows, known.ids(number)));
  }

  int id(int row) {
    if (row < 0 || row >= rowCount) {
      throw new IndexOutOfBoundsException("row: " + row + " (expected: below " + rowCount + ")");
    }
    if (distinct) {
      return row;
    }
    return constant ? 0 : block(row >>> CellBlock.SHIFT).id(row & (CellBlock.ROWS - 1));
  }

  void ids(int fromRow, int count, int[] out) {
    if (distinct) {
      for (int i = 0; i < count; i++) {
        out[i] = fromRow + i;
      }
    } else if (constant) {
      Arrays.fill(out, 0, count, 0);
    } else {
      int done = 0;
      while (done < count) {
        int row = fromRow + done;
        int offset = row & (CellBlock.ROWS - 1);
        int n = Math.min(count - done, CellBlock.ROWS - offset);
        block(row >>> CellBlock.SHIFT).ids(offset, n, out, done);
        done += n;
      }
    }
  }

  int[] rows(int id) {
    if (distinct) {
      return new int[] {id};
    }
    if (constant) {
      int[] all = new int[rowCount];
      Arrays.setAll(all, i -> i);
      return all;
    }
    CellIndex known = index();
    int candidates = 0;
    for (int b = 0; b < known.size(); b++) {
      candidates += known.mayHold(b, id) ? 1 : 0;
    }
    if (candidates <= FEW_BLOCKS || meta.stats().valueCount() < MIN_POSTED_VALUES) {
      return scan(known, id);
    }
    return segment
        .cached(
            column, POSTINGS_SLOT, Postings.class, () -> Postings.of(this, rowCount, meta.stats()))
        .rows(id);
  }

  private int[] scan(CellIndex known, int id) {
    int[] found = new int[16];
    int count = 0;
    int[] ids = new int[Math.min(CellBlock.ROWS, rowCount)];
    for (int b = 0; b < known.size(); b++) {
      if (known.mayHold(b, id)) {
        int first = b << CellBlock.SHIFT;
        int n = Math.min(CellBlock.ROWS, rowCount - first);
        block(b).ids(0, n, ids, 0);
        for (int i = 0; i < n; i++) {
          if (ids[i] == id) {
            if (count == found.length) {
              found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = first + i;
          }
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  private record Recent(int number, CellBlock block) {}
}
