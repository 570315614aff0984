// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.testing.junit.SeedExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SeedExtension.class)
class RoundTripTest {
  @TempDir
  Path folder;

  @Test
  void logs_openSealedAndReopened_comeBackAsTheyWere(SplittableRandom random) {
    RandomLogs generator = new RandomLogs(random);
    List<LogRecord> expected = new ArrayList<>();
    try (EngineFixture engine = new EngineFixture(folder)) {
      for (int i = 0; i < 60; i++) {
        List<LogRecord> group = generator.group(60);
        expected.addAll(group);
        engine.append(group).join();
      }
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(expected));
      checkColumns(engine);
      engine.store.flush();
      assertThat(engine.store.stats().openLogs()).isZero();
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(expected));
      checkColumns(engine);
      List<LogRecord> last = generator.group(60);
      expected.addAll(last);
      engine.append(last).join();
    }
    try (EngineFixture engine = new EngineFixture(folder)) {
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(expected));
      assertThat(engine.store.stats().logs()).isEqualTo(expected.size());
    }
  }

  /** More than is looked up at once, and more kinds of objects than are remembered in order of use. */
  @Test
  void logs_ofManyKindsInLargeGroups_comeBack(SplittableRandom random) {
    List<LogRecord> expected = new ArrayList<>();
    try (EngineFixture engine = new EngineFixture(folder)) {
      for (int i = 0; i < 3; i++) {
        List<LogRecord> group = new ArrayList<>();
        for (int k = 0; k < 2500; k++) {
          group.add(manyKinds(random));
        }
        expected.addAll(group);
        engine.append(group).join();
      }
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(expected));
      engine.store.flush();
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(expected));
    }
  }

  private static LogRecord manyKinds(SplittableRandom random) {
    int first = random.nextInt(40);
    int last = random.nextInt(3);
    String attributes = "{\"first." + first + "\":\"" + random.nextInt(1000) + "\",\"between"
        + random.nextInt(2) + "\":" + random.nextInt(50) + ",\"last." + last + "\":\"x"
        + random.nextInt(9) + "\"}";
    return new LogRecord(
        RandomLogs.BASE_SECONDS + random.nextInt(600),
        -1,
        "",
        "10.0.0.1",
        List.of(),
        List.of(
            new LogField("id", Long.toHexString(random.nextLong())),
            new LogField("attribute", attributes)));
  }

  private static void checkColumns(EngineFixture engine) {
    try (Snapshot snapshot = engine.store.snapshot(0, Long.MAX_VALUE)) {
      for (SegmentSlice slice : snapshot.slices()) {
        ColumnCheck.check(slice.segment());
      }
    }
  }

  @Test
  void snapshot_ofATimeRange_holdsExactlyItsLogs(SplittableRandom random) {
    RandomLogs generator = new RandomLogs(random);
    List<LogRecord> all = new ArrayList<>();
    try (EngineFixture engine = new EngineFixture(folder)) {
      for (int i = 0; i < 30; i++) {
        List<LogRecord> group = generator.group(60);
        all.addAll(group);
        engine.append(group).join();
      }
      for (int i = 0; i < 20; i++) {
        long from = RandomLogs.BASE_SECONDS - 10 + random.nextInt(620);
        long to = from + 1 + random.nextInt(100);
        List<LogRecord> expected = all.stream()
            .filter(log -> log.timeSeconds() >= from && log.timeSeconds() < to)
            .toList();
        assertThat(EngineFixture.counts(engine.logs(from, to)))
            .isEqualTo(EngineFixture.counts(expected));
      }
    }
  }
}
