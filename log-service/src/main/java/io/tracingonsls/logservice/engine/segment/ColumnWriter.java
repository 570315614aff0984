// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.columns.ColumnKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes columns: numbers the values by first appearance, chooses the encoding from the values themselves, builds filters where
 * reading the dictionary would cost more. Buffers are reused from column to column. Not thread-safe.
 */
final class ColumnWriter {
  /** Dictionaries below this are read rather than filtered. */
  private static final int MIN_FILTERED_VALUES = 256;

  private static final int MAX_WORDS = 1 << 20;

  /** Of more values the counts are made when they are asked for: nobody groups by them without reading more than the counts. */
  private static final int MAX_COUNTED_VALUES = 4096;

  private static final int MIN_ROWS_PER_COUNTED_VALUE = 8;

  private final PartWriter parts;
  private final ByteSink sink = new ByteSink(1 << 16);
  private final CellWriter numbering;
  private byte[] value = new byte[256];

  ColumnWriter(PartWriter parts, RowPlaces places) {
    this.parts = parts;
    this.numbering = new CellWriter(parts, sink, places);
  }

  ColumnMeta write(ColumnSource column) throws IOException {
    if (value.length < column.maxLength()) {
      value = new byte[column.maxLength()];
    }
    PartRef cells = numbering.write(column);
    int count = numbering.valueCount();
    int[] oldIds = numbering.oldIds();
    ValueSurvey survey = new ValueSurvey();
    BloomFilter filter =
        count >= MIN_FILTERED_VALUES && searchable(column) ? BloomFilter.forKeys(count) : null;
    for (int id = 0; id < count; id++) {
      int length = column.copy(oldIds[id], value);
      survey.add(value, length);
      if (filter != null) {
        filter.add(BloomFilter.hash(value, 0, length));
      }
    }
    ChunkWriter chunks = new ChunkWriter(parts);
    chunks.write(column, oldIds, count, survey.encoding(), value);
    PartRef words = filter != null && survey.encoding() == ColumnEncoding.BYTES
        ? words(column, oldIds, count)
        : null;
    return new ColumnMeta(
        column.key(),
        survey.stats(count, numbering.presentCount()),
        survey.encoding(),
        cells,
        chunks.firstIds(),
        chunks.refs(),
        write(filter),
        words,
        counts(column),
        Directory.VERSION);
  }

  private @Nullable PartRef counts(ColumnSource column) throws IOException {
    int count = numbering.valueCount();
    if (count < 2
        || count > MAX_COUNTED_VALUES
        || count > numbering.presentCount() / MIN_ROWS_PER_COUNTED_VALUE
        || !searchable(column)) {
      return null;
    }
    sink.clear();
    RowCounts.write(numbering.rowCounts(), count, sink);
    return parts.writePlain(sink);
  }

  private static boolean searchable(ColumnSource column) {
    return column.key().kind() == ColumnKind.FIELD || column.key().kind() == ColumnKind.LEAF;
  }

  private @Nullable PartRef write(@Nullable BloomFilter filter) throws IOException {
    if (filter == null) {
      return null;
    }
    sink.clear();
    filter.write(sink);
    return parts.writePlain(sink);
  }

  private @Nullable PartRef words(ColumnSource column, int[] oldIds, int count) throws IOException {
    LongSet hashes = new LongSet(MAX_WORDS);
    Words words = new Words(hashes::add);
    for (int id = 0; id < count && !hashes.overflowed(); id++) {
      if (!words.scan(value, 0, column.copy(oldIds[id], value))) {
        return null;
      }
    }
    return hashes.overflowed() ? null : write(hashes.toFilter());
  }
}
