// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.NumberView;
import io.tracingonsls.logservice.engine.columns.ParsedNumbers;
import io.tracingonsls.logservice.engine.columns.TextColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of a sealed segment. Reads parts when they are first needed; thread-safe. */
final class SealedColumn extends TextColumn {
  private static final int VALUE_FILTER_SLOT = 3;
  private static final int WORD_FILTER_SLOT = 4;
  private static final int NUMBERS_SLOT = 5;
  private static final int COUNTS_SLOT = 6;

  private final SealedSegment segment;
  private final ColumnMeta meta;
  private final int number;
  private final Dictionary dictionary;
  private final CellReader cells;

  SealedColumn(SealedSegment segment, ColumnMeta meta, int number, int rowCount) {
    super(rowCount);
    this.segment = segment;
    this.meta = meta;
    this.number = number;
    this.dictionary = new Dictionary(segment, meta, number);
    this.cells = new CellReader(segment, meta, number, rowCount);
  }

  @Override
  public int valueCount() {
    return meta.stats().valueCount();
  }

  @Override
  public int id(int row) {
    return cells.id(row);
  }

  @Override
  public void ids(int fromRow, int count, int[] out) {
    cells.ids(fromRow, count, out);
  }

  @Override
  public int lookup(byte[] utf8) {
    if (utf8.length > meta.stats().maxLength()) {
      return -1;
    }
    BloomFilter filter = filter(VALUE_FILTER_SLOT, meta.valueFilter());
    if (filter != null && !filter.mayContain(BloomFilter.hash(utf8, 0, utf8.length))) {
      return -1;
    }
    return dictionary.find(utf8);
  }

  private @Nullable BloomFilter filter(int slot, @Nullable PartRef ref) {
    if (ref == null) {
      return null;
    }
    return segment
        .part(number, slot, ref, Filter.class, in -> new Filter(BloomFilter.read(in)))
        .filter();
  }

  @Override
  public byte[] bytes(int id) {
    return dictionary.bytes(id);
  }

  @Override
  public int byteLength(int id) {
    return dictionary.length(id);
  }

  @Override
  public int copy(int id, byte[] out, int offset) {
    return dictionary.copy(id, out, offset);
  }

  @Override
  public long hexNumber(int id) {
    return dictionary.hexNumber(id);
  }

  @Override
  public int maxByteLength() {
    return meta.stats().maxLength();
  }

  @Override
  public int[] rows(int id) {
    return cells.rows(id);
  }

  @Override
  public boolean everyValueUsed() {
    return true;
  }

  @Override
  public int presentCount() {
    return meta.stats().presentCount();
  }

  @Override
  public int[] rowCounts() {
    ColumnStats stats = meta.stats();
    if (stats.valueCount() == stats.presentCount()) {
      int[] ones = new int[stats.valueCount()];
      Arrays.fill(ones, 1);
      return ones;
    }
    if (stats.valueCount() == 1) {
      return new int[] {stats.presentCount()};
    }
    PartRef stored = meta.rowCounts();
    RowCounts counts = stored == null
        ? segment.cached(
            number, COUNTS_SLOT, RowCounts.class, () -> new RowCounts(super.rowCounts()))
        : segment.part(
            number, COUNTS_SLOT, stored, RowCounts.class, in -> RowCounts.read(in, stats));
    return counts.byId().clone();
  }

  @Override
  public NumberView numbers() {
    return new SealedNumbers(meta, dictionary, this::parsedNumbers);
  }

  private ParsedNumbers parsedNumbers() {
    return segment
        .cached(number, NUMBERS_SLOT, Parsed.class, () -> new Parsed(new ParsedNumbers(this)))
        .numbers();
  }

  @Override
  public boolean mayContainWord(String run) {
    byte[] word = Words.foldedRun(run);
    if (word == null) {
      return true;
    }
    if (meta.encoding() == ColumnEncoding.BYTES) {
      BloomFilter filter = filter(WORD_FILTER_SLOT, meta.wordFilter());
      return filter == null || filter.mayContain(BloomFilter.hash(word, 0, word.length));
    }
    return mayContainWhole(word);
  }

  /** Numbers and hex values are one word each, a minus aside. */
  private boolean mayContainWhole(byte[] word) {
    BloomFilter filter = filter(VALUE_FILTER_SLOT, meta.valueFilter());
    if (filter == null || filter.mayContain(BloomFilter.hash(word, 0, word.length))) {
      return true;
    }
    if (meta.encoding() == ColumnEncoding.HEX) {
      return false;
    }
    byte[] negative = new byte[word.length + 1];
    negative[0] = '-';
    System.arraycopy(word, 0, negative, 1, word.length);
    return filter.mayContain(BloomFilter.hash(negative, 0, negative.length));
  }

  private record Filter(BloomFilter filter) implements ByteCache.Weighed {
    @Override
    public long heapBytes() {
      return filter.heapBytes();
    }
  }

  private record Parsed(ParsedNumbers numbers) implements ByteCache.Weighed {
    @Override
    public long heapBytes() {
      return numbers.heapBytes();
    }
  }
}
