// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubTest {
  private static final int ROUND_BYTES = 1000;
  /** No part of these small segments is larger. */
  private static final int PART_BYTES = 40_000;

  @TempDir
  Path folder;

  private final MovableClock clock = new MovableClock(RandomLogs.BASE_SECONDS);

  private EngineFixture engine(EngineOptions options) {
    return new EngineFixture(folder, options, EngineFixture.FOREVER, clock, new FileDisk());
  }

  private List<List<LogRecord>> fill(int segments) {
    RandomLogs generator = new RandomLogs(new SplittableRandom(11));
    List<List<LogRecord>> logs = new ArrayList<>();
    try (EngineFixture engine = engine(EngineFixture.SMALL)) {
      for (int i = 0; i < segments; i++) {
        logs.add(generator.group(200));
        engine.append(logs.get(i)).join();
        engine.store.flush();
      }
    }
    return logs;
  }

  @Test
  void damage_thatNobodyAsksFor_isFoundInTheBackgroundAndSetAside() throws IOException {
    List<List<LogRecord>> logs = fill(3);
    Path victim;
    try (Stream<Path> files = Files.list(folder.resolve("project/store/segments"))) {
      victim = files.sorted().toList().get(1);
    }
    byte[] bytes = Files.readAllBytes(victim);
    bytes[bytes.length / 2] ^= 1;
    Files.write(victim, bytes);
    EngineOptions options =
        EngineFixture.SMALL.with(o -> o.maintenanceInterval(Duration.ofMillis(5)));
    try (EngineFixture engine = engine(options)) {
      EngineFixture.await("damage found", () -> {
        clock.set(clock.instant().getEpochSecond() + 1);
        return engine.store.stats().damagedFiles() == 1;
      });
      List<LogRecord> rest = new ArrayList<>(logs.get(0));
      rest.addAll(logs.get(2));
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(rest));
    }
    assertThat(victim).doesNotExist();
    assertThat(folder.resolve("project/store/damaged")).isNotEmptyDirectory();
  }

  @Test
  void wholeSegments_areReadOnceInAnIntervalAndNoFasterThanAllowed() {
    fill(2);
    try (EngineFixture engine = engine(EngineFixture.SMALL)) {
      long size = engine.store.stats().segmentBytes();
      engine.engine.scrub(ROUND_BYTES);
      assertThat(engine.store.stats().scrubbedBytes())
          .isBetween((long) ROUND_BYTES, (long) ROUND_BYTES + PART_BYTES);
      engine.engine.scrub(Long.MAX_VALUE);
      long once = engine.store.stats().scrubbedBytes();
      assertThat(once).isBetween(size / 2, size);
      engine.engine.scrub(Long.MAX_VALUE);
      assertThat(engine.store.stats().scrubbedBytes()).isEqualTo(once);
      clock.set(RandomLogs.BASE_SECONDS + Duration.ofDays(2).toSeconds());
      engine.engine.scrub(Long.MAX_VALUE);
      assertThat(engine.store.stats().scrubbedBytes()).isEqualTo(2 * once);
      assertThat(engine.store.stats().damagedFiles()).isZero();
    }
  }

  @Test
  void logstore_deletedWhileItIsScrubbed_isGone() throws IOException {
    fill(2);
    try (EngineFixture engine = engine(EngineFixture.SMALL)) {
      engine.engine.scrub(1);
      engine.engine.delete(EngineFixture.NAME);
      engine.engine.scrub(Long.MAX_VALUE);
      assertThat(engine.folder()).doesNotExist();
    }
  }

  @Test
  void newSegments_areNotReadAtOnce() {
    try (EngineFixture engine = engine(EngineFixture.SMALL)) {
      engine.append(new RandomLogs(new SplittableRandom(1)).group(100)).join();
      engine.store.flush();
      engine.engine.scrub(Long.MAX_VALUE);
      assertThat(engine.store.stats().scrubbedBytes()).isZero();
    }
  }
}
