// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalOptions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The dead letters of one Logstore. Reading takes no lock, so a collector may add letters meanwhile; taking letters out does. Not
 * thread-safe.
 */
public final class DeadLetterBox implements AutoCloseable {
  static final JournalOptions OPTIONS =
      JournalOptions.defaults().withDurability(Durability.PAGE_CACHE).withSegmentBytes(4L << 20);

  private final Path directory;
  private final Journal journal;
  private boolean changed;

  private DeadLetterBox(Path directory, Journal journal) {
    this.directory = directory;
    this.journal = journal;
  }

  /**
   * Keeps collectors out until it is closed.
   *
   * @throws io.tracingonsls.journal.JournalException with LOCKED when somebody else has the letters
   */
  public static DeadLetterBox open(Path directory) {
    return new DeadLetterBox(directory, Journal.open(directory, OPTIONS));
  }

  /**
   * Delivers the letters, oldest first; no directory means no letters. Memory for one letter and the positions of those taken out.
   *
   * @return records that could not be read
   */
  public static long read(Path directory, Consumer<DeadLetter> consumer) {
    Set<Long> removed = new HashSet<>();
    Journal.read(
        directory, OPTIONS, (position, bytes) -> DeadLetterRecord.addRemoved(bytes, removed));
    return Journal.read(directory, OPTIONS, (position, bytes) -> {
          DeadLetter letter =
              removed.contains(position) ? null : DeadLetterRecord.decode(position, bytes);
          if (letter != null) {
            consumer.accept(letter);
          }
        })
        .skippedRegions();
  }

  /** Delivers the letters as {@link #read(Path, Consumer)} does. */
  public long read(Consumer<DeadLetter> consumer) {
    return read(directory, consumer);
  }

  /** Takes letters out: durable when this returns. {@link #close} then deletes the files in which no letter is left. */
  public void remove(List<Long> positions) {
    if (!positions.isEmpty()) {
      journal.append(DeadLetterRecord.removal(positions));
      journal.sync();
      changed = true;
    }
  }

  private void deleteEmptyFiles() {
    Set<Long> removed = new HashSet<>();
    journal.replay(0, (position, bytes) -> DeadLetterRecord.addRemoved(bytes, removed));
    long[] oldest = {Long.MAX_VALUE};
    journal.replay(0, (position, bytes) -> {
      if (DeadLetterRecord.isLetter(bytes) && !removed.contains(position)) {
        oldest[0] = Math.min(oldest[0], position);
      }
    });
    if (oldest[0] == Long.MAX_VALUE) {
      journal.roll();
    }
    journal.deleteBefore(Math.min(oldest[0], journal.endPosition()));
  }

  /** Gives the letters free. Idempotent. */
  @Override
  public void close() {
    try {
      if (changed) {
        changed = false;
        deleteEmptyFiles();
      }
    } finally {
      journal.close();
    }
  }
}
