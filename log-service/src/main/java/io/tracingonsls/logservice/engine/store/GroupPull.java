// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.PulledGroups;
import io.tracingonsls.logservice.engine.columns.ColumnSegment;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.ingest.LogGroupWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pull: collects LogGroups of a shard from segment after segment. Not thread-safe. */
final class GroupPull {
  private final int shard;
  private final long cursor;
  private final int maxGroups;
  private final long maxRawBytes;
  private final List<byte[]> groups = new ArrayList<>();
  private long rawBytes;
  private long next;
  private long lastReceived;
  private boolean full;

  GroupPull(int shard, long cursor, int maxGroups, long maxRawBytes) {
    this.shard = shard;
    this.cursor = cursor;
    this.maxGroups = maxGroups;
    this.maxRawBytes = maxRawBytes;
    this.next = cursor;
    this.full = maxGroups <= 0;
  }

  boolean full() {
    return full;
  }

  /** Adds the segment's groups; {@code segment} is null when no group has logs. */
  void add(GroupTable table, @Nullable ColumnSegment segment) {
    for (int g = table.firstAtOrAfter(cursor); g < table.count() && !full; g++) {
      if (table.shards()[g] == shard) {
        byte[] group = encode(table, g, segment);
        groups.add(group);
        rawBytes += group.length;
        next = table.sequences()[g] + 1;
        lastReceived = table.receivedSeconds()[g];
        full = groups.size() >= maxGroups || rawBytes >= maxRawBytes;
      }
    }
  }

  private static byte[] encode(GroupTable table, int group, @Nullable ColumnSegment segment) {
    LogGroupWriter writer = new LogGroupWriter(table.header(group));
    for (int rank = table.firstRanks()[group];
        segment != null && rank < table.endRank(group);
        rank++) {
      LogRecord log = segment.log(segment.rowOfRank(rank));
      writer.log(log.timeSeconds(), log.timeNanosPart(), log.fields());
    }
    return writer.toByteArray();
  }

  PulledGroups result() {
    return new PulledGroups(groups, next, !full, lastReceived);
  }
}
