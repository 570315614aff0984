// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.column;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.ThroughputRows;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Throughput of collectors, in a Logstore of its own that is made when the first rows come. */
public final class SlsSamplingStore implements SamplingStore {
  private static final int MAX_ROWS = 1_000_000;

  private final SlsCalls calls;
  private final LogstoreSpec logstore;
  private final boolean mayCreate;
  private final Clock clock;

  /** {@code mayCreate} says whether a missing Logstore is created. */
  public SlsSamplingStore(SlsCalls calls, LogstoreSpec logstore, boolean mayCreate, Clock clock) {
    this.calls = calls;
    this.logstore = logstore;
    this.mayCreate = mayCreate;
    this.clock = clock;
  }

  @Override
  public void writeThroughput(List<Throughput> throughput, ReadContext context) {
    context.throwIfStopped();
    if (throughput.isEmpty()) {
      return;
    }
    byte[] logGroup = ThroughputRows.encode(throughput, clock.millis() / 1000);
    calls.await(
        calls.start(() -> {
          put(logGroup, context);
          return true;
        }),
        context);
  }

  private void put(byte[] logGroup, ReadContext context) {
    boolean created = false;
    while (true) {
      try {
        calls.client().putLogs(logstore.name(), logGroup);
        return;
      } catch (SlsFailure failure) {
        if (failure.kind() != SlsFailure.Kind.MISSING || !mayCreate) {
          throw failure;
        }
        if (!created) {
          create();
          created = true;
        }
        SlsCalls.sleep(200);
        context.throwIfStopped();
      }
    }
  }

  private void create() {
    try {
      calls.client().createLogstore(logstore);
    } catch (SlsFailure failure) {
      if (failure.kind() != SlsFailure.Kind.EXISTS) {
        throw failure;
      }
    }
    try {
      calls.client().createIndex(logstore.name(), ThroughputRows.indexJson());
    } catch (SlsFailure failure) {
      if (failure.kind() != SlsFailure.Kind.EXISTS) {
        throw failure;
      }
    }
  }

  @Override
  public List<Throughput> readThroughput(TimeRange range, ReadContext context) {
    context.throwIfStopped();
    long now = clock.millis() / 1000;
    long from = Math.max(Math.floorDiv(range.fromNanos(), 1_000_000_000L), now - 30L * 24 * 3600);
    LogSearch search = LogSearch.sql(
        logstore.name(),
        statement().queryText(SearchExpression.all()),
        (int) Math.max(1, Math.min(from, now)),
        (int) Math.min(Integer.MAX_VALUE, now + 900));
    try {
      List<Throughput> found = new ArrayList<>();
      for (LogRow row : calls.query(search, context).rows()) {
        Throughput throughput = ThroughputRows.decode(row);
        if (range.contains(throughput.windowStartSeconds() * 1_000_000_000L)) {
          found.add(throughput);
        }
      }
      return found;
    } catch (StorageException failed) {
      boolean missing = failed.getCause() instanceof StorageException inner
          && inner.getCause() instanceof SlsFailure failure
          && failure.kind() == SlsFailure.Kind.MISSING;
      if (missing) {
        return new ArrayList<>();
      }
      throw failed;
    }
  }

  private static SqlSelect statement() {
    SqlSelect.Builder statement = SqlSelect.fromLog();
    for (String name : ThroughputRows.COLUMNS) {
      statement.select(column(name), name);
    }
    return statement.limit(MAX_ROWS);
  }
}
