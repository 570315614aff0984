// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.write.EncodedLogs;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that were acknowledged from the spool and that Log Service then refused for good: kept in a journal beside it, for people, who look at
 * them through {@link DeadLetterBox}. Thread-safe.
 */
final class DeadLetters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final long MAX_BYTES = 256L << 20;

  private final Journal journal;
  private final StorageMetrics metrics;
  private final Clock clock;

  /**
   * Opens the journal.
   *
   * @throws JournalException if it can't be used, or somebody works on the letters
   */
  DeadLetters(Path directory, StorageMetrics metrics, Clock clock) {
    this.journal = Journal.open(directory, DeadLetterBox.OPTIONS);
    this.metrics = metrics;
    this.clock = clock;
  }

  void add(EncodedLogs logs, SlsFailure why) {
    metrics.count("storage_sls_dead_letters_total", logs.logs());
    try {
      String reason = String.valueOf(why.getMessage());
      journal.append(DeadLetterRecord.letter(logs, clock.millis(), reason));
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
