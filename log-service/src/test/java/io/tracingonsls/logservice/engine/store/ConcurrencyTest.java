// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
  private static final int WRITERS = 2;
  private static final int GROUPS = 60;
  private static final int LOGS = 20;

  @TempDir
  Path folder;

  private final AtomicInteger acknowledged = new AtomicInteger();

  /** Every snapshot holds all logs acknowledged before it, each once, and each group whole. */
  @RepeatedTest(20)
  void appendsQueriesSealsAndMerges_atTheSameTime_agree() throws Exception {
    EngineOptions options = EngineFixture.SMALL.with(o ->
        o.sealRows(300).maintenanceInterval(Duration.ofMillis(1)).scrub(1L << 30, Duration.ZERO));
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    try (EngineFixture engine = new EngineFixture(
        folder, options, EngineFixture.FOREVER, Clock.systemUTC(), new FileDisk())) {
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(threads.submit(() -> write(engine, writer)));
      }
      Future<?> reader = threads.submit(() -> read(engine));
      for (Future<?> writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
      reader.get(60, TimeUnit.SECONDS);
      assertThat(count(engine)).isEqualTo(WRITERS * GROUPS * LOGS);
    } finally {
      threads.shutdownNow();
    }
  }

  private void write(EngineFixture engine, int writer) {
    for (int g = 0; g < GROUPS; g++) {
      List<LogRecord> logs = new ArrayList<>();
      for (int i = 0; i < LOGS; i++) {
        String id = writer + "-" + g + "-" + i;
        long seconds = RandomLogs.BASE_SECONDS + (g * 7 + i * 13) % 50;
        logs.add(new LogRecord(
            seconds,
            -1,
            "",
            "",
            List.of(),
            List.of(
                new LogField("id", id),
                new LogField("group", writer + "-" + g),
                new LogField("json", "{\"id\":\"" + id + "\",\"g\":" + g + "}"))));
      }
      engine.append(logs).join();
      acknowledged.addAndGet(LOGS);
    }
  }

  private void read(EngineFixture engine) {
    while (acknowledged.get() < WRITERS * GROUPS * LOGS) {
      int before = acknowledged.get();
      assertThat(count(engine)).isGreaterThanOrEqualTo(before);
    }
  }

  private static int count(EngineFixture engine) {
    int rows = 0;
    try (Snapshot snapshot = engine.store.snapshot(0, Long.MAX_VALUE)) {
      for (SegmentSlice slice : snapshot.slices()) {
        rows += check(slice);
      }
    }
    return rows;
  }

  private static int check(SegmentSlice slice) {
    ColumnReader ids = slice.segment().column("id");
    ColumnReader leaves = slice.segment().leaf("json", "id");
    ColumnReader groups = slice.segment().column("group");
    boolean[] seen = new boolean[ids.valueCount()];
    for (int row = slice.fromRow(); row < slice.toRow(); row++) {
      assertThat(seen[ids.id(row)]).isFalse();
      seen[ids.id(row)] = true;
      assertThat(leaves.text(leaves.id(row))).isEqualTo(ids.text(ids.id(row)));
    }
    assertThat(groups.rows(groups.id(slice.fromRow()))).hasSize(LOGS);
    assertThat(slice.segment().log(slice.fromRow()).fields()).hasSize(3);
    return slice.rowCount();
  }
}
