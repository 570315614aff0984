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
  private static final int MAX_IDS = 1 << 28;

  /** One block while writing. */
  record Block(PartRef ref, int minId, int maxId, int firstNew) {}

  static void write(List<Block> blocks, ByteSink out) {
    out.varint(blocks.size());
    for (Block block : blocks) {
      block.ref().write(out);
      out.varint(block.minId() + 1L);
      out.varint(block.maxId() + 1L);
      out.varint(block.firstNew());
    }
  }

  static CellIndex read(ByteSource in, int rowCount) {
    int count = in.count(in.remaining());
    if (count != (rowCount + CellBlock.ROWS - 1) >>> CellBlock.SHIFT) {
      throw new MalformedBytesException("cells: " + count + " blocks");
    }
    CellIndex index =
        new CellIndex(new PartRef[count], new int[count], new int[count], new int[count]);
    for (int b = 0; b < count; b++) {
      index.refs[b] = PartRef.read(in);
      index.minIds[b] = in.count(MAX_IDS) - 1;
      index.maxIds[b] = in.count(MAX_IDS) - 1;
      index.firstNew[b] = in.count(MAX_IDS);
    }
    return index;
  }

  boolean mayHold(int block, int id) {
    return id >= minIds[block] && id <= maxIds[block];
  }

  @Override
  public long heapBytes() {
    return 64 + refs.length * 60L;
  }
}
