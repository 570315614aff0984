// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import java.util.List;

/**
 * Where the blocks of a column's cells are and which ids each holds. Immutable.
 *
 * @param refs the blocks; a block of one id, or none, in all rows takes no bytes
 * @param minIds lowest id of each, -1 when no row has one
 * @param maxIds highest id of each
 * @param firstNew values that appeared before each
 */
@SuppressWarnings("ArrayRecordComponent") // internal carrier, never compared
record CellIndex(PartRef[] refs, int[] minIds, int[] maxIds, int[] firstNew)
    implements ByteCache.Weighed {
  /** From this version on blocks may be packed, and their places are deltas. */
  static final int PACKED_VERSION = 3;

  private static final int MAX_IDS = 1 << 28;

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
    for (int b = 0; b < index.refs.length; b++) {
      int head = in.count(Integer.MAX_VALUE);
      boolean compressed = (head & 1) != 0;
      int rawLength = head >>> 1;
      int storedLength = compressed ? in.count(Integer.MAX_VALUE >>> 1) : rawLength;
      index.refs[b] = new PartRef(offset, storedLength, rawLength, compressed, in.fixed32());
      index.minIds[b] = in.count(MAX_IDS) - 1;
      index.maxIds[b] = in.count(MAX_IDS) - 1;
      known += in.count(MAX_IDS - known);
      index.firstNew[b] = known;
      offset += storedLength;
    }
    return index;
  }

  private static CellIndex empty(ByteSource in, int rowCount) {
    int count = in.count(in.remaining());
    if (count != (rowCount + CellBlock.ROWS - 1) >>> CellBlock.SHIFT) {
      throw new MalformedBytesException("cells: " + count + " blocks");
    }
    return new CellIndex(new PartRef[count], new int[count], new int[count], new int[count]);
  }

  /** As versions 1 and 2 wrote it. */
  private static CellIndex readWide(ByteSource in, int rowCount) {
    CellIndex index = empty(in, rowCount);
    for (int b = 0; b < index.refs.length; b++) {
      index.refs[b] = PartRef.read(in);
      index.minIds[b] = in.count(MAX_IDS) - 1;
      index.maxIds[b] = in.count(MAX_IDS) - 1;
      index.firstNew[b] = in.count(MAX_IDS);
    }
    return index;
  }

  /** What is known of the ids of a block. */
  Ids ids(int block) {
    return new Ids(minIds[block], maxIds[block], firstNew[block]);
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
    return id >= minIds[block] && id <= maxIds[block];
  }

  @Override
  public long heapBytes() {
    return 64 + refs.length * 60L;
  }
}
