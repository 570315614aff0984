// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.Cursors;
import io.tracingonsls.logservice.engine.PulledGroups;
import io.tracingonsls.logservice.engine.SegmentDamagedException;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.open.OpenSegment;
import io.tracingonsls.logservice.engine.open.OpenSegmentReader;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import io.tracingonsls.logservice.engine.segment.SealedSegmentReader;
import java.util.ArrayList;
import java.util.List;

/** Reads groups in order of arrival across files and open segments. */
final class GroupReads {
  private final StoreCell cell;

  GroupReads(StoreCell cell) {
    this.cell = cell;
  }

  PulledGroups pull(int shard, long cursor, int maxGroups, long maxRawBytes) {
    GroupPull pull = new GroupPull(shard, cursor, maxGroups, maxRawBytes);
    StoreState state = cell.retained();
    try {
      for (SealedSegment segment : state.sealed()) {
        if (segment.meta().lastSequence() >= cursor && !pull.full()) {
          SealedSegmentReader reader = segment.reader();
          pull.add(reader.groups(), reader);
        }
      }
      for (Frozen frozen : state.frozen()) {
        pull(pull, frozen.segment());
      }
      pull(pull, state.open());
    } finally {
      state.sealed().forEach(SealedSegment::release);
    }
    return pull.result();
  }

  private static void pull(GroupPull pull, OpenSegment segment) {
    // The table first: a reader made later has at least its groups' logs.
    GroupTable table = segment.groupTable();
    OpenSegmentReader reader = segment.reader();
    if (table != null) {
      pull.add(table, reader);
    }
  }

  Cursors cursors(int shard, long end) {
    List<GroupTable> tables = new ArrayList<>();
    StoreState state = cell.retained();
    try {
      for (SealedSegment segment : state.sealed()) {
        addTable(segment, tables);
      }
    } finally {
      state.sealed().forEach(SealedSegment::release);
    }
    for (Frozen frozen : state.frozen()) {
      addTable(frozen.segment(), tables);
    }
    addTable(state.open(), tables);
    return new StoreCursors(shard, end, tables);
  }

  private static void addTable(SealedSegment segment, List<GroupTable> tables) {
    try {
      tables.add(segment.reader().groups());
    } catch (SegmentDamagedException e) {
      // Reported and set aside by the segment's owner: its groups are gone.
      return;
    }
  }

  private static void addTable(OpenSegment segment, List<GroupTable> tables) {
    GroupTable table = segment.groupTable();
    if (table != null) {
      tables.add(table);
    }
  }
}
