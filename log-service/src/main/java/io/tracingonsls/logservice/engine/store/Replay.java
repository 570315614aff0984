// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalCursor;
import io.tracingonsls.journal.JournalRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the journal in again at start, sealing on the way so that memory stays bounded. */
final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  private final String name;
  private final Journal journal;
  private final Manifest manifest;
  private final StoreCell cell;
  private final Sealer sealer;
  private final GroupWriter writer;

  Replay(
      String name,
      Journal journal,
      Manifest manifest,
      StoreCell cell,
      Sealer sealer,
      GroupWriter writer) {
    this.name = name;
    this.journal = journal;
    this.manifest = manifest;
    this.cell = cell;
    this.sealer = sealer;
    this.writer = writer;
  }

  void run() {
    try (JournalCursor cursor = journal.cursor(manifest.replayPosition())) {
      JournalRecord record = cursor.next();
      while (record != null) {
        writer.replay(record.bytes(), record.endPosition(), manifest.sealedSequence());
        if (!cell.get().frozen().isEmpty()) {
          sealer.sealAll();
        }
        record = cursor.next();
      }
      if (cursor.skippedRegions() > 0) {
        LOG.error(
            "{}: {} damaged places of the journal, {} bytes, were left out",
            name,
            cursor.skippedRegions(),
            cursor.skippedBytes());
      }
    }
    if (!journal.openReport().isClean()) {
      LOG.warn(
          "{}: the journal was repaired: {} bytes cut off, damaged files {}",
          name,
          journal.openReport().truncatedBytes(),
          journal.openReport().damagedFiles());
    }
  }
}
