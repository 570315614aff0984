// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.Cursors;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import java.util.List;

/** Cursor positions of a shard, from the group tables at one moment. Immutable. */
final class StoreCursors implements Cursors {
  private final int shard;
  private final long end;
  private final List<GroupTable> tables;

  StoreCursors(int shard, long end, List<GroupTable> tables) {
    this.shard = shard;
    this.end = end;
    this.tables = tables;
  }

  @Override
  public long begin() {
    return first(0, 0);
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public long atReceiveSeconds(long seconds) {
    return first(0, seconds);
  }

  private long first(long sequence, long receivedSeconds) {
    for (GroupTable table : tables) {
      for (int g = table.firstAtOrAfter(sequence); g < table.count(); g++) {
        if (table.shards()[g] == shard && table.receivedSeconds()[g] >= receivedSeconds) {
          return table.sequences()[g];
        }
      }
    }
    return end;
  }

  @Override
  public long receiveSeconds(long cursor) {
    long last = 0;
    for (GroupTable table : tables) {
      for (int g = 0; g < table.count(); g++) {
        if (table.shards()[g] == shard) {
          last = table.receivedSeconds()[g];
          if (table.sequences()[g] >= cursor) {
            return last;
          }
        }
      }
    }
    return last;
  }
}
