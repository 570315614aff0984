// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.ColumnKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory's entry for one column.
 *
 * @param key what it holds
 * @param stats counts and ranges
 * @param encoding how values are stored
 * @param cells the cells
 * @param firstIds first value of each chunk
 * @param chunks the chunks; for LONGS the packed values
 * @param valueFilter filter over the values
 * @param wordFilter filter over their words
 * @param rowCounts rows of each value, for columns of few values; null in files of version 1
 * @param version format of the file
 */
@SuppressWarnings("ArrayRecordComponent") // internal carrier, never compared
record ColumnMeta(
    ColumnKey key,
    ColumnStats stats,
    ColumnEncoding encoding,
    PartRef cells,
    int[] firstIds,
    PartRef[] chunks,
    @Nullable PartRef valueFilter,
    @Nullable PartRef wordFilter,
    @Nullable PartRef rowCounts,
    int version) {
  void write(ByteSink out) {
    out.put(key.kind().code());
    out.text(key.field());
    out.text(key.path());
    stats.write(out);
    out.put(encoding.code());
    cells.write(out);
    out.varint(chunks.length);
    for (int i = 0; i < chunks.length; i++) {
      out.varint(firstIds[i]);
      chunks[i].write(out);
    }
    optional(valueFilter, out);
    optional(wordFilter, out);
    optional(rowCounts, out);
  }

  private static void optional(@Nullable PartRef ref, ByteSink out) {
    out.put(ref == null ? 0 : 1);
    if (ref != null) {
      ref.write(out);
    }
  }

  void addParts(List<PartRef> parts) {
    parts.add(cells);
    Collections.addAll(parts, chunks);
    Stream.of(valueFilter, wordFilter, rowCounts).filter(Objects::nonNull).forEach(parts::add);
  }

  static ColumnMeta read(ByteSource in, int version) {
    ColumnKey key = new ColumnKey(ColumnKind.ofCode(in.get()), in.text(), in.text());
    ColumnStats stats = ColumnStats.read(in);
    ColumnEncoding encoding = ColumnEncoding.ofCode(in.get());
    PartRef cells = PartRef.read(in);
    int count = in.count(in.remaining());
    int[] firstIds = new int[count];
    PartRef[] chunks = new PartRef[count];
    for (int i = 0; i < count; i++) {
      firstIds[i] = in.count(stats.valueCount());
      chunks[i] = PartRef.read(in);
    }
    PartRef valueFilter = optional(in);
    PartRef wordFilter = optional(in);
    PartRef rowCounts = version >= 2 ? optional(in) : null;
    return new ColumnMeta(
        key, stats, encoding, cells, firstIds, chunks, valueFilter, wordFilter, rowCounts, version);
  }

  private static @Nullable PartRef optional(ByteSource in) {
    return in.get() == 0 ? null : PartRef.read(in);
  }

  /** The chunk that holds a value. */
  int chunkOf(int id) {
    int at = Arrays.binarySearch(firstIds, id);
    return at >= 0 ? at : -at - 2;
  }

  /** One past the last value of a chunk. */
  int endId(int chunk) {
    return chunk + 1 < firstIds.length ? firstIds[chunk + 1] : stats.valueCount();
  }
}
