// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import io.tracingonsls.logservice.engine.columns.NumberParser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of a sealed column, read chunk by chunk through the cache. Thread-safe. */
final class Dictionary {
  private static final int INDEX_SLOT = 1;
  private static final int FIRST_CHUNK_SLOT = 16;

  private final SealedSegment segment;
  private final ColumnMeta meta;
  private final int column;
  private volatile @Nullable LongValues longs;
  private volatile @Nullable Loaded recent;

  Dictionary(SealedSegment segment, ColumnMeta meta, int column) {
    this.segment = segment;
    this.meta = meta;
    this.column = column;
  }

  private int check(int id) {
    if (id < 0 || id >= meta.stats().valueCount()) {
      throw new IndexOutOfBoundsException(
          "value id: " + id + " (expected: below " + meta.stats().valueCount() + ")");
    }
    return id;
  }

  /** The packed values of a LONGS column. */
  LongValues longs() {
    LongValues known = longs;
    if (known == null) {
      known = new LongValues(segment, meta, column, FIRST_CHUNK_SLOT);
      longs = known;
    }
    return known;
  }

  private Loaded chunk(int id) {
    Loaded last = recent;
    if (last != null && id >= last.firstId() && id < last.endId()) {
      return last;
    }
    int number = meta.chunkOf(id);
    int firstId = meta.firstIds()[number];
    int endId = meta.endId(number);
    Chunk chunk = segment.part(
        column,
        FIRST_CHUNK_SLOT + number,
        meta.chunks()[number],
        Chunk.class,
        in -> Chunk.read(in, endId - firstId));
    Loaded loaded = new Loaded(chunk, firstId, endId);
    recent = loaded;
    return loaded;
  }

  int length(int id) {
    check(id);
    if (meta.encoding() == ColumnEncoding.LONGS) {
      return Long.toString(longs().get(id)).length();
    }
    Loaded loaded = chunk(id);
    int length = loaded.chunk().length(id - loaded.firstId());
    return meta.encoding() == ColumnEncoding.HEX ? length * 2 : length;
  }

  int copy(int id, byte[] out, int offset) {
    check(id);
    if (meta.encoding() == ColumnEncoding.LONGS) {
      byte[] text = Long.toString(longs().get(id)).getBytes(US_ASCII);
      System.arraycopy(text, 0, out, offset, text.length);
      return text.length;
    }
    Loaded loaded = chunk(id);
    int index = id - loaded.firstId();
    Chunk chunk = loaded.chunk();
    int length = chunk.length(index);
    if (meta.encoding() == ColumnEncoding.HEX) {
      Hex.unpack(chunk.bytes(), chunk.start(index), length, out, offset);
      return length * 2;
    }
    System.arraycopy(chunk.bytes(), chunk.start(index), out, offset, length);
    return length;
  }

  /** The number that a packed value of eight bytes stands for; 0 for any other. */
  long hexNumber(int id) {
    check(id);
    if (meta.encoding() != ColumnEncoding.HEX) {
      return 0;
    }
    Loaded loaded = chunk(id);
    Chunk chunk = loaded.chunk();
    int index = id - loaded.firstId();
    return chunk.length(index) == Long.BYTES
        ? Long.reverseBytes(ByteHash.longAt(chunk.bytes(), chunk.start(index)))
        : 0;
  }

  byte[] bytes(int id) {
    check(id);
    if (meta.encoding() == ColumnEncoding.LONGS) {
      return Long.toString(longs().get(id)).getBytes(US_ASCII);
    }
    byte[] out = new byte[length(id)];
    copy(id, out, 0);
    return out;
  }

  /** Id of the value, or -1. */
  int find(byte[] value) {
    if (meta.encoding() == ColumnEncoding.LONGS) {
      return findLong(value);
    }
    byte[] stored = meta.encoding() == ColumnEncoding.HEX ? Hex.tryPack(value) : value;
    if (stored == null) {
      return -1;
    }
    return index().find(BloomFilter.hash(stored, 0, stored.length), id -> {
      Loaded loaded = chunk(id);
      return loaded.chunk().is(id - loaded.firstId(), stored);
    });
  }

  private int findLong(byte[] value) {
    NumberParser parser = new NumberParser();
    parser.parse(value, 0, value.length);
    long wanted = parser.longValue();
    if (!parser.isLong() || !Arrays.equals(value, Long.toString(wanted).getBytes(US_ASCII))) {
      return -1;
    }
    LongValues values = longs();
    return index().find(mix(wanted), id -> values.get(id) == wanted);
  }

  private ValueIndex index() {
    return segment.cached(column, INDEX_SLOT, ValueIndex.class, () -> {
      int count = meta.stats().valueCount();
      if (meta.encoding() == ColumnEncoding.LONGS) {
        LongValues values = longs();
        return ValueIndex.of(count, id -> mix(values.get(id)));
      }
      return ValueIndex.of(count, id -> {
        Loaded loaded = chunk(id);
        return loaded.chunk().hash(id - loaded.firstId());
      });
    });
  }

  private static long mix(long value) {
    long x = value * 0x9E3779B97F4A7C15L;
    return x ^ (x >>> 32);
  }

  private record Loaded(Chunk chunk, int firstId, int endId) {}
}
