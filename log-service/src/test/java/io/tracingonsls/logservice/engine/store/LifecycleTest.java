// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource(Durability.class)
  void logs_inEveryDurabilityMode_areThereAfterReopening(Durability durability) {
    EngineOptions options = EngineFixture.SMALL.with(o -> o.durability(durability));
    RandomLogs generator = new RandomLogs(new SplittableRandom(3));
    List<LogRecord> logs = new ArrayList<>();
    try (EngineFixture engine = new EngineFixture(folder, options)) {
      for (int i = 0; i < 30; i++) {
        List<LogRecord> group = generator.group(50);
        logs.addAll(group);
        engine.append(group).join();
      }
    }
    try (EngineFixture engine = new EngineFixture(folder, options)) {
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(logs));
    }
  }

  @Test
  void folder_inUse_isRefusedToASecondEngine() {
    try (EngineFixture engine = new EngineFixture(folder)) {
      assertThat(engine.engine.openNames()).containsExactly(EngineFixture.NAME);
      assertThatThrownBy(() -> ColumnEngine.start(folder, EngineFixture.SMALL, Clock.systemUTC()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void logstore_deleted_isGoneAndRefusesAppends() throws IOException {
    try (EngineFixture engine = new EngineFixture(folder)) {
      engine.append(new RandomLogs(new SplittableRandom(1)).group(50)).join();
      engine.store.flush();
      engine.engine.delete(EngineFixture.NAME);
      assertThat(Files.exists(engine.folder())).isFalse();
      assertThat(engine.engine.find(EngineFixture.NAME)).isNull();
      assertThat(refusal(engine).error()).isEqualTo(AppendError.CLOSED);
      Logstore again = engine.engine.open(EngineFixture.NAME, EngineFixture.FOREVER);
      assertThat(again.stats().logs()).isZero();
      assertThat(engine.engine.find(EngineFixture.NAME)).isSameAs(again);
    }
  }

  private static AppendException refusal(EngineFixture engine) {
    try {
      engine.append(List.of()).join();
      throw new AssertionError("append was taken");
    } catch (CompletionException e) {
      return (AppendException) e.getCause();
    }
  }

  @Test
  void close_twice_isFine() {
    EngineFixture engine = new EngineFixture(folder);
    engine.close();
    engine.close();
    assertThatThrownBy(() -> engine.store.snapshot(0, 1)).isInstanceOf(IllegalStateException.class);
    assertThat(refusal(engine).error()).isEqualTo(AppendError.CLOSED);
  }

  @Test
  void appends_beyondTheQueueLimit_areRefusedAsBusy() {
    EngineOptions options = EngineFixture.SMALL.with(o -> o.maxQueuedBytes(2000));
    RandomLogs generator = new RandomLogs(new SplittableRandom(1));
    try (EngineFixture engine = new EngineFixture(folder, options)) {
      List<LogRecord> logs = generator.group(50);
      int busy = 0;
      for (int i = 0; i < 2000 && busy == 0; i++) {
        var result = engine.append(logs);
        if (result.isCompletedExceptionally()) {
          busy++;
          assertThatThrownBy(result::join)
              .hasCauseInstanceOf(AppendException.class)
              .hasMessageContaining("waits");
        }
      }
      assertThat(busy).isPositive();
      EngineFixture.await("queue drained", () -> !engine.append(logs).isCompletedExceptionally());
    }
  }

  @Test
  void fieldsBeyondTheColumnLimit_areKeptAndFound() {
    List<LogRecord> logs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      List<LogField> fields = new ArrayList<>();
      for (int k = 0; k < 100; k++) {
        fields.add(new LogField("key-" + i + "-" + k, "value-" + k));
      }
      fields.add(new LogField("attribute", "{\"leaf-" + i + "\":\"x\",\"common\":\"c" + i + "\"}"));
      fields.add(new LogField("late-json-" + i, "{\"a\":\"b" + i + "\"}"));
      logs.add(new LogRecord(RandomLogs.BASE_SECONDS + i, -1, "", "", List.of(), fields));
    }
    try (EngineFixture engine = new EngineFixture(folder)) {
      engine.append(logs).join();
      for (int pass = 0; pass < 2; pass++) {
        assertThat(engine.logs()).isEqualTo(logs);
        try (Snapshot snapshot = engine.store.snapshot(0, Long.MAX_VALUE)) {
          checkLate(snapshot.slices().get(0).segment());
        }
        engine.store.flush();
      }
    }
  }

  private static void checkLate(SegmentReader segment) {
    assertThat(segment.columnNames()).contains("key-0-0", "key-59-99", "attribute", "late-json-59");
    assertThat(segment.column("key-59-99").text(segment.column("key-59-99").id(59)))
        .isEqualTo("value-99");
    assertThat(segment.column("key-59-99").id(58)).isEqualTo(-1);
    for (int row = 0; row < 60; row++) {
      assertThat(segment
              .leaf("attribute", "common")
              .text(segment.leaf("attribute", "common").id(row)))
          .isEqualTo("c" + row);
    }
    assertThat(segment.leafPaths("attribute")).contains("leaf-0", "leaf-59", "common");
    assertThat(segment
            .leaf("late-json-59", "a")
            .text(segment.leaf("late-json-59", "a").id(59)))
        .isEqualTo("b59");
    assertThat(segment.column("attribute").text(segment.column("attribute").id(59)))
        .isEqualTo("{\"leaf-59\":\"x\",\"common\":\"c59\"}");
  }

  @Test
  void names_thatAreNoHarmlessFolders_areRefused() {
    assertThatThrownBy(() -> new LogstoreName("..", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogstoreName("a/b", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogstoreName("a", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogstoreOptions(0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
