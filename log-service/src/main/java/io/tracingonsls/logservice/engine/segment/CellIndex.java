// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import java.util.List;
import java.util.stream.IntStream;

/** Where the blocks of a column's cells are and which ids each holds; in arrays of numbers, since there are many. Immutable. */
final class CellIndex implements ByteCache.Weighed {
  /** From this version on blocks may be packed, and their places are deltas. */
  static final int PACKED_VERSION = 3;

  private static final int MAX_IDS = 1 << 28;

  private static final int STORED = 0;
  private static final int RAW = 1;
  private static final int COMPRESSED = 2;
  private static final int CRC = 3;
  private static final int MIN = 4;
  private static final int MAX = 5;
  private static final int FIRST_NEW = 6;
  private static final int WIDTH = 7;

  private final long[] offsets;
  private final int[] numbers;

  private CellIndex(int count) {
    this.offsets = new long[count];
    this.numbers = new int[count * WIDTH];
  }

  /** One block while writing. */
  record Block(PartRef ref, int minId, int maxId, int firstNew) {}

  static void write(List<Block> blocks, ByteSink out) {
    out.varint(blocks.size());
    out.varint(blocks.get(0).ref().offset());
    int known = 0;
    for (Block block : blocks) {
      PartRef ref = block.ref();
      out.varint((long) ref.rawLength() << 1 | (ref.compressed() ? 1 : 0));
      if (ref.compressed()) {
        out.varint(ref.storedLength());
      }
      out.fixed32(ref.crc());
      out.varint(block.minId() + 1L);
      out.varint(block.maxId() + 1L);
      out.varint((long) block.firstNew() - known);
      known = block.firstNew();
    }
  }

  static CellIndex read(ByteSource in, int rowCount, int version) {
    return version < PACKED_VERSION ? readWide(in, rowCount) : readNarrow(in, rowCount);
  }

  private static CellIndex readNarrow(ByteSource in, int rowCount) {
    CellIndex index = empty(in, rowCount);
    long offset = in.varint();
    int known = 0;
    for (int b = 0; b < index.size(); b++) {
      int head = in.count(Integer.MAX_VALUE);
      boolean compressed = (head & 1) != 0;
      int rawLength = head >>> 1;
      int storedLength = compressed ? in.count(Integer.MAX_VALUE >>> 1) : rawLength;
      PartRef ref = new PartRef(offset, storedLength, rawLength, compressed, in.fixed32());
      int minId = in.count(MAX_IDS) - 1;
      int maxId = in.count(MAX_IDS) - 1;
      known += in.count(MAX_IDS - known);
      index.set(b, new Block(ref, minId, maxId, known));
      offset += storedLength;
    }
    return index;
  }

  private static CellIndex empty(ByteSource in, int rowCount) {
    int count = in.count(in.remaining());
    if (count != (rowCount + CellBlock.ROWS - 1) >>> CellBlock.SHIFT) {
      throw new MalformedBytesException("cells: " + count + " blocks");
    }
    return new CellIndex(count);
  }

  private void set(int number, Block block) {
    int at = number * WIDTH;
    PartRef ref = block.ref();
    offsets[number] = ref.offset();
    numbers[at + STORED] = ref.storedLength();
    numbers[at + RAW] = ref.rawLength();
    numbers[at + COMPRESSED] = ref.compressed() ? 1 : 0;
    numbers[at + CRC] = ref.crc();
    numbers[at + MIN] = block.minId();
    numbers[at + MAX] = block.maxId();
    numbers[at + FIRST_NEW] = block.firstNew();
  }

  int size() {
    return offsets.length;
  }

  PartRef ref(int block) {
    int at = block * WIDTH;
    return new PartRef(
        offsets[block],
        numbers[at + STORED],
        numbers[at + RAW],
        numbers[at + COMPRESSED] != 0,
        numbers[at + CRC]);
  }

  List<PartRef> refs() {
    return IntStream.range(0, size()).mapToObj(this::ref).toList();
  }

  /** Whether all rows of a block have the same value, or none: then it takes no bytes. */
  boolean isUniform(int block) {
    return numbers[block * WIDTH + RAW] == 0;
  }

  /** Lowest id in a block, -1 when no row has one. */
  int minId(int block) {
    return numbers[block * WIDTH + MIN];
  }

  /** As versions 1 and 2 wrote it. */
  private static CellIndex readWide(ByteSource in, int rowCount) {
    CellIndex index = empty(in, rowCount);
    for (int b = 0; b < index.size(); b++) {
      PartRef ref = PartRef.read(in);
      int minId = in.count(MAX_IDS) - 1;
      int maxId = in.count(MAX_IDS) - 1;
      index.set(b, new Block(ref, minId, maxId, in.count(MAX_IDS)));
    }
    return index;
  }

  /** What is known of the ids of a block. */
  Ids ids(int block) {
    int at = block * WIDTH;
    return new Ids(numbers[at + MIN], numbers[at + MAX], numbers[at + FIRST_NEW]);
  }

  /** Lowest and highest id of a block, and the number of values that appeared before it. */
  record Ids(int min, int max, int firstNew) {
    int checked(int id) {
      if (id > max || id < min) {
        throw new MalformedBytesException(
            "cells: id " + id + " (expected: " + min + " to " + max + ")");
      }
      return id;
    }
  }

  boolean mayHold(int block, int id) {
    return id >= minId(block) && id <= numbers[block * WIDTH + MAX];
  }

  @Override
  public long heapBytes() {
    return 64 + size() * (Long.BYTES + (long) WIDTH * Integer.BYTES);
  }
}
