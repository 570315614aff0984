// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {
  private static final long DAY = 86_400;

  @TempDir
  Path folder;

  private final MovableClock clock = new MovableClock(RandomLogs.BASE_SECONDS + 600);

  private EngineFixture engine(LogstoreOptions options) {
    return new EngineFixture(
        folder,
        EngineFixture.SMALL.with(o -> o.maintenanceInterval(Duration.ofMillis(5))),
        options,
        clock,
        new FileDisk());
  }

  private static LogRecord log(long seconds) {
    return new LogRecord(
        seconds, -1, "", "s", List.of(), List.of(new LogField("k", "v" + seconds)));
  }

  @Test
  void logs_olderThanTheTtl_areHiddenAtOnceAndTheirSegmentsDeleted() {
    try (EngineFixture engine = engine(new LogstoreOptions(1, 0, 1))) {
      long now = RandomLogs.BASE_SECONDS + 600;
      engine.append(List.of(log(now - 100), log(now))).join();
      engine.store.flush();
      clock.set(now - 50 + DAY);
      assertThat(engine.logs()).containsExactly(log(now));
      clock.set(now + 1 + DAY);
      assertThat(engine.logs()).isEmpty();
      EngineFixture.await("deletion", () -> engine.store.stats().segments() == 0);
    }
    try (EngineFixture engine = engine(new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 0, 1))) {
      assertThat(engine.logs()).isEmpty();
    }
  }

  @Test
  void segments_expireOnADiskThatIsFull() {
    FaultyDisk disk = new FaultyDisk();
    EngineOptions options =
        EngineFixture.SMALL.with(o -> o.maintenanceInterval(Duration.ofMillis(5)));
    LogstoreOptions oneDay = new LogstoreOptions(1, 0, 1);
    long now = RandomLogs.BASE_SECONDS + 600;
    try (EngineFixture engine = new EngineFixture(folder, options, oneDay, clock, disk)) {
      engine.append(List.of(log(now))).join();
      engine.store.flush();
      disk.room(0);
      clock.set(now + 2 * DAY);
      EngineFixture.await("deletion", () -> engine.store.stats().segments() == 0);
      assertThat(engine.folder().resolve("segments")).isEmptyDirectory();
      disk.room(Long.MAX_VALUE);
      engine.append(List.of(log(now + 2 * DAY))).join();
      engine.store.flush();
    }
    try (EngineFixture engine = engine(oneDay)) {
      assertThat(engine.logs()).containsExactly(log(now + 2 * DAY));
    }
  }

  @Test
  void snapshot_takenBeforeExpiry_staysReadable() {
    try (EngineFixture engine = engine(new LogstoreOptions(1, 0, 1))) {
      long now = RandomLogs.BASE_SECONDS + 600;
      engine.append(List.of(log(now))).join();
      engine.store.flush();
      try (Snapshot snapshot = engine.store.snapshot(0, Long.MAX_VALUE)) {
        clock.set(now + 2 * DAY);
        EngineFixture.await("deletion", () -> engine.store.stats().segments() == 0);
        SegmentSlice slice = snapshot.slices().get(0);
        assertThat(slice.segment().log(0)).isEqualTo(log(now));
      }
    }
  }

  @Test
  void segments_beyondTheCap_areDeletedOldestFirst() {
    RandomLogs generator = new RandomLogs(new SplittableRandom(5));
    try (EngineFixture engine =
        engine(new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 1 << 20, 1))) {
      List<LogRecord> newest = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        newest = generator.group(300);
        engine.append(newest).join();
        engine.store.flush();
      }
      long bytes = engine.store.stats().segmentBytes();
      engine.store.options(new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, bytes / 2, 1));
      EngineFixture.await("deletion", () -> engine.store.stats().segmentBytes() <= bytes / 2);
      assertThat(engine.logs()).containsAll(newest);
    }
  }

  @Test
  void openSegment_thatIsOld_isSealed() {
    try (EngineFixture engine = engine(EngineFixture.FOREVER)) {
      engine.append(List.of(log(RandomLogs.BASE_SECONDS))).join();
      clock.set(RandomLogs.BASE_SECONDS + 3600);
      EngineFixture.await("sealing", () -> engine.store.stats().segments() == 1);
      assertThat(engine.logs()).containsExactly(log(RandomLogs.BASE_SECONDS));
    }
  }

  @Test
  void smallSegments_areMergedWithoutChangingAnything() {
    RandomLogs generator = new RandomLogs(new SplittableRandom(6));
    List<LogRecord> logs = new ArrayList<>();
    try (EngineFixture engine = engine(EngineFixture.FOREVER)) {
      for (int i = 0; i < 20; i++) {
        List<LogRecord> group = generator.group(40);
        logs.addAll(group);
        engine.append(group).join();
        engine.store.flush();
      }
      EngineFixture.await("merging", () -> engine.store.stats().segments() <= 8);
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(logs));
      try (Snapshot snapshot = engine.store.snapshot(0, Long.MAX_VALUE)) {
        snapshot.slices().forEach(slice -> ColumnCheck.check(slice.segment()));
      }
      assertThat(PullTest.pullAll(engine, 0)).isEqualTo(logs);
    }
    try (EngineFixture engine = engine(EngineFixture.FOREVER)) {
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(logs));
    }
  }
}
