// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import org.jspecify.annotations.Nullable;

/** The packed values of a LONGS column, read chunk by chunk through the cache and kept from then on. Thread-safe. */
final class LongValues {
  /** Values of a chunk: few enough that one value costs little, since ids of one trace lie side by side. */
  static final int CHUNK_VALUES = 1 << 12;

  private static final int ONE_CHUNK_SHIFT = 31;

  private final SealedSegment segment;
  private final ColumnMeta meta;
  private final int column;
  private final int firstSlot;
  private final int shift;

  /** Filled without a lock: what two threads load is the same. */
  private final @Nullable PackedLongs[] chunks;

  LongValues(SealedSegment segment, ColumnMeta meta, int column, int firstSlot) {
    this.segment = segment;
    this.meta = meta;
    this.column = column;
    this.firstSlot = firstSlot;
    this.chunks = new @Nullable PackedLongs[meta.chunks().length];
    // Versions 1 and 2 had one chunk of all values.
    this.shift = chunks.length == 1 ? ONE_CHUNK_SHIFT : Integer.numberOfTrailingZeros(CHUNK_VALUES);
  }

  long get(int id) {
    int number = id >>> shift;
    PackedLongs chunk = number < chunks.length ? chunks[number] : null;
    if (chunk == null) {
      chunk = load(number);
      chunks[number] = chunk;
    }
    return chunk.get(id - (number << shift));
  }

  private PackedLongs load(int number) {
    if (number >= chunks.length) {
      throw segment.damaged(null);
    }
    return segment
        .part(column, firstSlot + number, meta.chunks()[number], Part.class, in -> read(in, number))
        .packed();
  }

  private Part read(ByteSource in, int number) {
    PackedLongs packed = PackedLongs.read(in);
    int first = meta.firstIds()[number];
    if (first != number << shift || packed.count() != meta.endId(number) - first) {
      throw new MalformedBytesException("values: " + packed.count() + " from " + first);
    }
    return new Part(packed);
  }

  private record Part(PackedLongs packed) implements ByteCache.Weighed {
    @Override
    public long heapBytes() {
      return packed.heapBytes();
    }
  }
}
