// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.PulledGroups;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.engine.ingest.AppendLimits;
import io.tracingonsls.logservice.engine.ingest.CheckedGroup;
import io.tracingonsls.logservice.engine.open.GroupArrival;
import io.tracingonsls.logservice.engine.open.OpenSegment;
import io.tracingonsls.logservice.engine.open.OpenSegmentReader;
import io.tracingonsls.testing.junit.SeedExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SeedExtension.class)
class PullTest {
  @TempDir
  Path folder;

  @Test
  void pull_ofAShard_givesItsGroupsInOrderOfArrival(SplittableRandom random) {
    RandomLogs generator = new RandomLogs(random);
    List<List<LogRecord>> shards = List.of(new ArrayList<>(), new ArrayList<>());
    try (EngineFixture engine = new EngineFixture(folder)) {
      for (int i = 0; i < 40; i++) {
        int shard = random.nextInt(2);
        List<LogRecord> group = generator.group(50);
        shards.get(shard).addAll(group);
        engine.append(group, shard).join();
      }
      assertThat(pullAll(engine, 0)).isEqualTo(shards.get(0));
      assertThat(pullAll(engine, 1)).isEqualTo(shards.get(1));
      engine.store.flush();
      assertThat(pullAll(engine, 0)).isEqualTo(shards.get(0));
    }
    try (EngineFixture engine = new EngineFixture(folder)) {
      assertThat(pullAll(engine, 1)).isEqualTo(shards.get(1));
    }
  }

  @Test
  void cursors_standAtTheEndsAndAtReceiveTimes() {
    try (EngineFixture engine = new EngineFixture(folder)) {
      assertThat(engine.store.cursors(0).begin())
          .isEqualTo(engine.store.cursors(0).end());
      List<LogRecord> group = new RandomLogs(new SplittableRandom(1)).group(10);
      long first = engine.append(group).join();
      long second = engine.append(group).join();
      assertThat(engine.store.cursors(0).begin()).isEqualTo(first);
      assertThat(engine.store.cursors(0).end()).isEqualTo(second + 1);
      assertThat(engine.store.cursors(1).begin()).isEqualTo(second + 1);
      assertThat(engine.store.cursors(0).atReceiveSeconds(1_700_000_000)).isEqualTo(first);
      assertThat(engine.store.cursors(0).atReceiveSeconds(1_700_000_001)).isEqualTo(second + 1);
      assertThat(engine.store.cursors(0).receiveSeconds(second)).isEqualTo(1_700_000_000);
      PulledGroups none = engine.store.pull(0, second + 1, 10, 1000);
      assertThat(none.groups()).isEmpty();
      assertThat(none.nextCursor()).isEqualTo(second + 1);
      assertThat(none.endOfShard()).isTrue();
      assertThat(engine.store.pull(0, first, 1, 1000).endOfShard()).isFalse();
    }
  }

  @Test
  void indexVersion_isTheOneInForceWhenTheLogCame() {
    try (EngineFixture engine = new EngineFixture(folder)) {
      LogRecord log = new LogRecord(RandomLogs.BASE_SECONDS, -1, "", "", List.of(), List.of());
      engine.append(List.of(log)).join();
      engine.store.options(new LogstoreOptions(30, 0, 7));
      engine.append(List.of(log)).join();
      for (int i = 0; i < 2; i++) {
        try (Snapshot snapshot = engine.store.snapshot(0, Long.MAX_VALUE)) {
          SegmentSlice slice = snapshot.slices().get(0);
          assertThat(slice.segment().indexVersion(0)).isEqualTo(1);
          assertThat(slice.segment().indexVersion(1)).isEqualTo(7);
          assertThat(slice.segment().minIndexVersion()).isEqualTo(1);
          assertThat(slice.segment().maxIndexVersion()).isEqualTo(7);
        }
        engine.store.flush();
      }
    }
  }

  /** Pulls in small steps and takes the groups apart again. */
  static List<LogRecord> pullAll(EngineFixture engine, int shard) {
    List<LogRecord> logs = new ArrayList<>();
    long cursor = engine.store.cursors(shard).begin();
    boolean more = true;
    while (more) {
      PulledGroups pulled = engine.store.pull(shard, cursor, 3, 100_000);
      pulled.groups().forEach(group -> logs.addAll(decode(group)));
      more = pulled.nextCursor() != cursor;
      cursor = pulled.nextCursor();
    }
    return logs;
  }

  static List<LogRecord> decode(byte[] group) {
    OpenSegment segment = new OpenSegment();
    segment.add(new GroupArrival(1, 0, 0, 0), CheckedGroup.check(group, AppendLimits.DEFAULT));
    OpenSegmentReader reader = segment.reader();
    List<LogRecord> logs = new ArrayList<>();
    for (int rank = 0; reader != null && rank < reader.rowCount(); rank++) {
      logs.add(reader.log(reader.rowOfRank(rank)));
    }
    return logs;
  }
}
