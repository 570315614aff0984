// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.journal.Journal;
import io.tracingonsls.storage.StorageMetrics;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How much all spools of a storage hold together, in bytes of disk and in spans, and the metrics that say so. Thread-safe. */
public final class SpoolSpace {
  private final Set<Journal> journals = ConcurrentHashMap.newKeySet();
  private final StorageMetrics metrics;
  private final Object lock = new Object();
  private long spans;

  /** Why a spool holds spans that no receipt of this process tells of. */
  enum Untold {
    /** An earlier process left them. */
    RESTART,
    /** The disk failed in the middle of a batch, which was then written past the spool as a whole. */
    WRITTEN_PAST,
    /** They are in the file, but the sender was told that they might not survive. */
    NOT_DURABLE
  }

  /** One that tells its metrics. */
  public SpoolSpace(StorageMetrics metrics) {
    this.metrics = metrics;
  }

  void add(Journal journal) {
    journals.add(journal);
  }

  void remove(Journal journal) {
    journals.remove(journal);
  }

  /** Bytes of all files. */
  long usedBytes() {
    return journals.stream().mapToLong(Journal::sizeBytes).sum();
  }

  /** Spans came into a spool. */
  void entered(long count) {
    change(count);
  }

  /** Spans were stored or refused for good. */
  void left(long count) {
    change(-count);
  }

  /** Spans that {@link #entered} which nobody will have counted as journaled. */
  void untold(Untold why, long count) {
    if (count > 0) {
      metrics.count(
          "storage_sls_spool_untold_spans_total",
          (double) count,
          "cause",
          why.name().toLowerCase(Locale.ROOT));
    }
  }

  private void change(long by) {
    synchronized (lock) {
      spans += by;
      metrics.gauge("storage_sls_spool_spans", (double) spans);
    }
  }

  void tellBytes() {
    metrics.gauge("storage_sls_spool_bytes", (double) usedBytes());
  }
}
