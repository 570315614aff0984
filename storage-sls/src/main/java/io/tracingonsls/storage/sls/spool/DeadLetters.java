// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.journal.JournalOptions;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.write.EncodedLogs;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that were acknowledged from the spool and that Log Service then refused for good: kept in a journal beside it, for people. Thread-safe. */
final class DeadLetters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final long MAX_BYTES = 256L << 20;

  private final Journal journal;
  private final StorageMetrics metrics;

  DeadLetters(Path directory, StorageMetrics metrics) {
    this.journal =
        Journal.open(directory, JournalOptions.defaults().withDurability(Durability.PAGE_CACHE));
    this.metrics = metrics;
  }

  void add(EncodedLogs logs) {
    metrics.count("storage_sls_dead_letters_total", logs.logs());
    try {
      journal.append(SpoolRecord.encode(logs));
      if (journal.sizeBytes() > MAX_BYTES) {
        journal.deleteBefore(journal.endPosition() - MAX_BYTES);
      }
    } catch (JournalException full) {
      LOG.warn("a refused span could not be kept: {}", full.getMessage());
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
