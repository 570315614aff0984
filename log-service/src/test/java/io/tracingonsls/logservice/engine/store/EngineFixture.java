// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.engine.disk.Disk;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** An engine in a folder, with one Logstore. */
final class EngineFixture implements AutoCloseable {
  static final LogstoreName NAME = new LogstoreName("project", "store");
  static final EngineOptions SMALL =
      EngineOptions.DEFAULT.with(o -> o.sealRows(500).maintenanceInterval(Duration.ofDays(1)));
  static final LogstoreOptions FOREVER = new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 0, 1);

  final Path root;
  final ColumnEngine engine;
  final Logstore store;

  EngineFixture(Path root) {
    this(root, SMALL);
  }

  EngineFixture(Path root, EngineOptions options) {
    this(
        root,
        options,
        FOREVER,
        Clock.fixed(Instant.ofEpochSecond(1_700_000_600), ZoneOffset.UTC),
        new FileDisk());
  }

  EngineFixture(Path root, EngineOptions options, LogstoreOptions store, Clock clock, Disk disk) {
    this.root = root;
    try {
      engine = ColumnEngine.start(root, options, clock, disk);
      this.store = engine.open(NAME, store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return root.resolve("project").resolve("store");
  }

  CompletableFuture<Long> append(List<LogRecord> logs) {
    return append(logs, 0);
  }

  CompletableFuture<Long> append(List<LogRecord> logs, int shard) {
    byte[] body = RandomLogs.encode(logs);
    return store
        .append(new AppendRequest(body, Codec.NONE, body.length, shard, 1_700_000_000))
        .toCompletableFuture();
  }

  /** All logs in the order of slices and rows. */
  List<LogRecord> logs() {
    return logs(0, Long.MAX_VALUE);
  }

  List<LogRecord> logs(long from, long to) {
    List<LogRecord> logs = new ArrayList<>();
    try (Snapshot snapshot = store.snapshot(from, to)) {
      for (SegmentSlice slice : snapshot.slices()) {
        for (int row = slice.fromRow(); row < slice.toRow(); row++) {
          logs.add(slice.segment().log(row));
        }
      }
    }
    return logs;
  }

  /** How often each log occurs. */
  static Map<LogRecord, Integer> counts(List<LogRecord> logs) {
    Map<LogRecord, Integer> counts = new HashMap<>();
    logs.forEach(log -> counts.merge(log, 1, Integer::sum));
    return counts;
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within 20 s: " + what);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
