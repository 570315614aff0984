// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A chunk of a dictionary in memory. Immutable. */
final class Chunk implements ByteCache.Weighed {
  private final byte[] bytes;

  /** Where values start, and the last ends; in {@code wideStarts} when a chunk's last value is so long that it takes more bits. */
  private final char[] starts;

  private final int @Nullable [] wideStarts;

  private Chunk(byte[] bytes, char[] starts, int @Nullable [] wideStarts) {
    this.bytes = bytes;
    this.starts = starts;
    this.wideStarts = wideStarts;
  }

  static Chunk read(ByteSource in, int expected) {
    int count = in.count(ChunkWriter.CHUNK_VALUES);
    if (count != expected) {
      throw new MalformedBytesException("chunk: " + count + " values (expected: " + expected + ")");
    }
    int[] lengths = new int[count];
    in.counts(lengths, in.remaining());
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i + 1] = Math.addExact(starts[i], lengths[i]);
    }
    if (starts[count] != in.remaining()) {
      throw new MalformedBytesException(
          "chunk: " + in.remaining() + " bytes (expected: " + starts[count] + ")");
    }
    return starts[count] <= Character.MAX_VALUE
        ? new Chunk(in.rest(), narrow(starts), null)
        : new Chunk(in.rest(), new char[0], starts);
  }

  private static char[] narrow(int[] starts) {
    char[] narrow = new char[starts.length];
    for (int i = 0; i < starts.length; i++) {
      narrow[i] = (char) starts[i];
    }
    return narrow;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int index) {
    return wideStarts == null ? starts[index] : wideStarts[index];
  }

  int length(int index) {
    return start(index + 1) - start(index);
  }

  boolean is(int index, byte[] value) {
    return Arrays.equals(bytes, start(index), start(index + 1), value, 0, value.length);
  }

  long hash(int index) {
    return ByteHash.hash(ByteHash.FILE_SEED, bytes, start(index), length(index));
  }

  @Override
  public long heapBytes() {
    return 80
        + bytes.length
        + 2L * starts.length
        + (wideStarts == null ? 0 : 4L * wideStarts.length);
  }
}
