// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.admin.LogstoreInfo;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Refuses calls above the rates of {@link QuotaSettings}. Thread-safe. */
final class Quotas {
  private final RateLimit writeBytes;
  private final RateLimit writes;
  private final RateLimit reads;
  private final int queriesPerProject;
  private final ConcurrentHashMap<String, Integer> runningQueries = new ConcurrentHashMap<>();

  Quotas(QuotaSettings settings, LongSupplier nanoTime) {
    this.writeBytes = new RateLimit(settings.writeBytesPerSecond(), nanoTime);
    this.writes = new RateLimit(settings.writesPerSecond(), nanoTime);
    this.reads = new RateLimit(settings.readsPerSecond(), nanoTime);
    this.queriesPerProject = settings.queriesPerProject();
  }

  void write(LogstoreInfo logstore, int shard, long rawBytes) {
    String key = key(logstore, shard);
    if (!writes.take(key, 1)) {
      throw new ServiceException(ErrorCode.SHARD_WRITE_QUOTA_EXCEED, "Write QPS Exceed");
    }
    if (!writeBytes.take(key, rawBytes)) {
      throw new ServiceException(ErrorCode.SHARD_WRITE_QUOTA_EXCEED, "Inflow Quota Exceed");
    }
  }

  void pull(LogstoreInfo logstore, int shard) {
    if (!reads.take(key(logstore, shard), 1)) {
      throw new ServiceException(ErrorCode.SHARD_READ_QUOTA_EXCEED, "Read QPS Exceed");
    }
  }

  /** Runs the query unless the project runs too many already. */
  <T> T query(LogstoreInfo logstore, Supplier<T> query) {
    if (queriesPerProject == 0) {
      return query.get();
    }
    if (runningQueries.merge(logstore.project(), 1, Integer::sum) > queriesPerProject) {
      done(logstore);
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          "user can only run " + queriesPerProject + " query concurrently");
    }
    try {
      return query.get();
    } finally {
      done(logstore);
    }
  }

  private void done(LogstoreInfo logstore) {
    runningQueries.computeIfPresent(logstore.project(), (p, n) -> n == 1 ? null : n - 1);
  }

  private static String key(LogstoreInfo logstore, int shard) {
    return logstore.project() + "/" + logstore.name() + "/" + shard;
  }
}
