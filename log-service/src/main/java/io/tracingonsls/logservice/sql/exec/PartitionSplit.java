// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.search.RowSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Tells apart the partitions (traces) that lie in one segment as a whole, where a row has at most one partner and that one is known,
 * from the others. Partitions are told apart by 64 bits of hash: two that collide count as one in several segments, which costs time only.
 */
final class PartitionSplit {
  private static final int BYTES_PER_PARTITION = 48;

  private final List<SegmentSlice> slices;
  private final SegmentLinks.Columns columns;
  private final List<SegmentLinks> links = new ArrayList<>();
  private final List<BitSet> shared = new ArrayList<>();

  /** {@code usable} says of each slice whether its segment's links are what a query sees. */
  PartitionSplit(
      List<SegmentSlice> slices,
      List<Boolean> usable,
      SegmentLinks.Columns columns,
      QueryGuard guard) {
    this.slices = slices;
    this.columns = columns;
    int total = 0;
    for (SegmentSlice slice : slices) {
      guard.check();
      SegmentLinks found = SegmentLinks.of(slice.segment(), columns);
      guard.reserve(found.heapBytes());
      links.add(found);
      total = Math.addExact(total, found.partitions().length);
    }
    guard.reserve((long) BYTES_PER_PARTITION * total);
    LongIntMap firstSlice = new LongIntMap(total);
    LongIntMap several = new LongIntMap();
    for (int slice = 0; slice < slices.size(); slice++) {
      long[] partitions = links.get(slice).partitions();
      shared.add(
          usable.get(slice)
              ? (BitSet) links.get(slice).ambiguous().clone()
              : all(partitions.length));
      for (long partition : partitions) {
        if (firstSlice.getOrPut(partition, slice) != slice) {
          several.getOrPut(partition, 1);
        }
      }
      guard.check();
    }
    for (int slice = 0; slice < slices.size() && several.size() > 0; slice++) {
      addShared(links.get(slice).partitions(), several, shared.get(slice));
    }
    guard.release((long) BYTES_PER_PARTITION * total);
  }

  private static BitSet all(int count) {
    BitSet all = new BitSet(count);
    all.set(0, count);
    return all;
  }

  private static void addShared(long[] partitions, LongIntMap several, BitSet shared) {
    for (int id = 0; id < partitions.length; id++) {
      if (several.get(partitions[id]) >= 0) {
        shared.set(id);
      }
    }
  }

  SegmentLinks links(int slice) {
    return links.get(slice);
  }

  /** The rows of a slice, of those given, whose partition does not lie in this segment alone or has rows that are hard to tell apart. */
  RowSet sharedRows(int slice) {
    SegmentSlice rows = slices.get(slice);
    RowSet found = RowSet.none(rows.fromRow(), rows.toRow());
    SegmentReader segment = rows.segment();
    ColumnReader partition = segment.column(columns.partition());
    BitSet marked = shared.get(slice);
    if (partition == null || marked.isEmpty()) {
      return found;
    }
    int[] ids = new int[Operator.BATCH_ROWS];
    for (int from = rows.fromRow(); from < rows.toRow(); from += ids.length) {
      int count = Math.min(ids.length, rows.toRow() - from);
      partition.ids(from, count, ids);
      for (int i = 0; i < count; i++) {
        if (ids[i] >= 0 && marked.get(ids[i])) {
          found.add(from + i);
        }
      }
    }
    return found;
  }
}
