// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import io.tracingonsls.logservice.engine.ingest.LogGroupWriter;
import io.tracingonsls.logservice.engine.store.ColumnEngine;
import io.tracingonsls.logservice.query.MemoryLog;
import io.tracingonsls.logservice.query.SnapshotSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A log in the column engine: in the open segment, in several sealed ones, or in such that are merged while they are asked. */
final class RandomStore implements SnapshotSource, AutoCloseable {
  private final ColumnEngine engine;
  private final Logstore store;

  RandomStore(Path folder, Random random, MemoryLog log) throws IOException {
    boolean merging = random.nextBoolean();
    int sealEvery = List.of(1, 3, 8, 1000).get(random.nextInt(4));
    engine = ColumnEngine.start(
        folder,
        EngineOptions.DEFAULT.with(options -> options
            .sealRows(4 + random.nextInt(60))
            .maintenanceInterval(merging ? Duration.ofMillis(5) : Duration.ofDays(1))),
        Clock.systemUTC());
    store = engine.open(new LogstoreName("project", "store"), options(1));
    for (int i = 0; i < log.logs().size(); i++) {
      store.options(options(log.version(i)));
      append(log.logs().get(i));
      if (random.nextInt(sealEvery) == 0) {
        store.flush();
      }
    }
  }

  private static LogstoreOptions options(int indexVersion) {
    return new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 0, indexVersion);
  }

  private void append(LogRecord log) {
    LogGroupWriter group =
        new LogGroupWriter(new GroupHeader(log.topic(), log.source(), log.tags()));
    group.log(log.timeSeconds(), log.timeNanosPart(), log.fields());
    byte[] body = group.toByteArray();
    store
        .append(new AppendRequest(body, Codec.NONE, body.length, 0, 1000))
        .toCompletableFuture()
        .join();
  }

  @Override
  public Snapshot snapshot(long fromSeconds, long toSeconds) {
    return store.snapshot(fromSeconds, toSeconds);
  }

  @Override
  public void close() {
    engine.close();
  }
}
