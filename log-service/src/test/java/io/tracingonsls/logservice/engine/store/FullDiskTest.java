// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.LogRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskTest {
  @TempDir
  Path folder;

  /** The numbers let the disk fill up within a segment file, and between it and the manifest. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 20_000, 60_000, 200_000})
  void appends_whileSegmentsCanNotBeWritten_areRefusedAndThenTakenAgain(long room) {
    FaultyDisk disk = new FaultyDisk();
    RandomLogs generator = new RandomLogs(new SplittableRandom(room));
    List<LogRecord> acknowledged = new ArrayList<>();
    try (EngineFixture engine = engine(disk)) {
      disk.room(room);
      AppendException refusal = appendUntilRefused(engine, generator, acknowledged);
      assertThat(refusal.error()).isEqualTo(AppendError.STORAGE_UNAVAILABLE);
      assertThat(refusal.error().retryable()).isTrue();
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(acknowledged));
      disk.room(Long.MAX_VALUE);
      EngineFixture.await("recovery", () -> engine.store.stats().pendingSeals() == 0);
      List<LogRecord> group = generator.group(50);
      engine.append(group).join();
      acknowledged.addAll(group);
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(acknowledged));
    }
    try (EngineFixture engine = engine(disk)) {
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(acknowledged));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void appends_whileSealingFailsUnexpectedly_areRefusedAndThenTakenAgain(boolean memory) {
    FaultyDisk disk = new FaultyDisk();
    RandomLogs generator = new RandomLogs(new SplittableRandom(7));
    List<LogRecord> acknowledged = new ArrayList<>();
    try (EngineFixture engine = engine(disk)) {
      disk.fault(() -> {
        if (memory) {
          throw new OutOfMemoryError("made up");
        }
        throw new IllegalStateException("made up");
      });
      AppendException refusal = appendUntilRefused(engine, generator, acknowledged);
      assertThat(refusal.error()).isEqualTo(AppendError.STORAGE_UNAVAILABLE);
      disk.fault(() -> {});
      EngineFixture.await("recovery", () -> engine.store.stats().pendingSeals() == 0);
      List<LogRecord> group = generator.group(50);
      engine.append(group).join();
      acknowledged.addAll(group);
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(acknowledged));
    }
  }

  private EngineFixture engine(FaultyDisk disk) {
    return new EngineFixture(
        folder,
        EngineFixture.SMALL.with(o -> o.maintenanceInterval(Duration.ofMillis(5))),
        EngineFixture.FOREVER,
        Clock.systemUTC(),
        disk);
  }

  private static AppendException appendUntilRefused(
      EngineFixture engine, RandomLogs generator, List<LogRecord> acknowledged) {
    while (true) {
      List<LogRecord> group = generator.group(50);
      try {
        engine.append(group).join();
        acknowledged.addAll(group);
      } catch (CompletionException e) {
        return (AppendException) e.getCause();
      }
    }
  }
}
