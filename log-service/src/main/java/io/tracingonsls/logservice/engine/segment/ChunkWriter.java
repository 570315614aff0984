// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.columns.NumberParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the values of one column in the chosen encoding. */
final class ChunkWriter {
  static final int CHUNK_VALUES = 4096;
  private static final int CHUNK_BYTES = 32 << 10;

  private final PartWriter parts;
  private final List<PartRef> refs = new ArrayList<>();
  private final List<Integer> firstIds = new ArrayList<>();

  ChunkWriter(PartWriter parts) {
    this.parts = parts;
  }

  /** {@code sourceIds} gives the source's id of each value; {@code buffer} holds the longest value. */
  void write(
      ColumnSource source, int[] sourceIds, int count, ColumnEncoding encoding, byte[] buffer)
      throws IOException {
    if (encoding == ColumnEncoding.LONGS) {
      writeLongs(source, sourceIds, count, buffer);
      return;
    }
    ByteSink lengths = new ByteSink(CHUNK_VALUES);
    ByteSink bytes = new ByteSink(CHUNK_BYTES);
    int first = 0;
    for (int id = 0; id < count; id++) {
      int length = source.copy(sourceIds[id], buffer);
      if (encoding == ColumnEncoding.HEX) {
        length = Hex.pack(buffer, length);
      }
      lengths.varint(length);
      bytes.put(buffer, 0, length);
      if (bytes.size() >= CHUNK_BYTES || id + 1 - first == CHUNK_VALUES || id + 1 == count) {
        flush(first, id + 1 - first, lengths, bytes);
        first = id + 1;
      }
    }
  }

  private void flush(int firstId, int values, ByteSink lengths, ByteSink bytes) throws IOException {
    ByteSink chunk = new ByteSink(lengths.size() + bytes.size() + 8);
    chunk.varint(values);
    chunk.put(lengths.array(), 0, lengths.size());
    chunk.put(bytes.array(), 0, bytes.size());
    firstIds.add(firstId);
    refs.add(parts.write(chunk));
    lengths.clear();
    bytes.clear();
  }

  private void writeLongs(ColumnSource source, int[] sourceIds, int count, byte[] buffer)
      throws IOException {
    long[] values = new long[count];
    NumberParser parser = new NumberParser();
    for (int id = 0; id < count; id++) {
      parser.parse(buffer, 0, source.copy(sourceIds[id], buffer));
      values[id] = parser.longValue();
    }
    ByteSink packed = new ByteSink(4 * Math.min(count, LongValues.CHUNK_VALUES));
    for (int first = 0; first < count || first == 0; first += LongValues.CHUNK_VALUES) {
      int end = Math.min(count, first + LongValues.CHUNK_VALUES);
      packed.clear();
      PackedLongs.write(Arrays.copyOfRange(values, first, end), end - first, packed);
      firstIds.add(first);
      refs.add(parts.write(packed));
    }
  }

  int[] firstIds() {
    return firstIds.stream().mapToInt(Integer::intValue).toArray();
  }

  PartRef[] refs() {
    return refs.toArray(PartRef[]::new);
  }
}
