// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import java.util.Arrays;

/** A chunk of a dictionary in memory. Immutable. */
final class Chunk implements ByteCache.Weighed {
  private final byte[] bytes;
  private final int[] starts;

  private Chunk(byte[] bytes, int[] starts) {
    this.bytes = bytes;
    this.starts = starts;
  }

  static Chunk read(ByteSource in, int expected) {
    int count = in.count(ChunkWriter.CHUNK_VALUES);
    if (count != expected) {
      throw new MalformedBytesException("chunk: " + count + " values (expected: " + expected + ")");
    }
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i + 1] = Math.addExact(starts[i], in.count(in.remaining()));
    }
    if (starts[count] != in.remaining()) {
      throw new MalformedBytesException(
          "chunk: " + in.remaining() + " bytes (expected: " + starts[count] + ")");
    }
    return new Chunk(in.rest(), starts);
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int index) {
    return starts[index];
  }

  int length(int index) {
    return starts[index + 1] - starts[index];
  }

  boolean is(int index, byte[] value) {
    return Arrays.equals(bytes, starts[index], starts[index + 1], value, 0, value.length);
  }

  long hash(int index) {
    return ByteHash.hash(ByteHash.FILE_SEED, bytes, starts[index], length(index));
  }

  @Override
  public long heapBytes() {
    return 64 + bytes.length + starts.length * 4L;
  }
}
