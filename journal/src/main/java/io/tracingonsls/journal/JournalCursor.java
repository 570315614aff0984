// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal in order, also while it grows. Not thread-safe. Needs memory for one record and 64 KiB. Segments that
 * are deleted under it are stepped over.
 */
public final class JournalCursor implements AutoCloseable {
  private final Journal journal;
  private long position;
  private @Nullable SegmentReader reader;
  private Journal.@Nullable SegmentRange range;
  private long skippedRegions;
  private long skippedBytes;

  JournalCursor(Journal journal, long position) {
    this.journal = journal;
    this.position = position;
  }

  /**
   * The next record, or null when there is none yet; asking again later may give one.
   *
   * @throws JournalException when a file cannot be read; asking again tries again
   */
  public @Nullable JournalRecord next() {
    try {
      return find();
    } catch (IOException e) {
      JournalException failure = JournalException.of("journal: read", e);
      try {
        closeReader();
      } catch (IOException closing) {
        failure.addSuppressed(closing);
      }
      throw failure;
    }
  }

  private @Nullable JournalRecord find() throws IOException {
    Journal.SegmentRange known = range;
    while (true) {
      if (known == null) {
        known = journal.segmentFor(position);
        range = known;
      }
      if (known == null) {
        return null;
      }
      SegmentReader current = readerOf(known);
      JournalRecord record = current == null ? null : current.next(known.end());
      if (record != null) {
        position = record.endPosition();
        return record;
      }
      if (known.isSealed()) {
        leave(known, current);
        known = null;
      } else {
        Journal.SegmentRange grown = journal.segmentFor(position);
        range = grown;
        if (known.equals(grown)) {
          return null;
        }
        known = grown;
      }
    }
  }

  /** Goes behind a sealed segment; what could not be read at its end is lost. */
  private void leave(Journal.SegmentRange range, @Nullable SegmentReader current)
      throws IOException {
    if (current != null && current.offset() < range.end()) {
      skippedRegions++;
      skippedBytes += range.end() - current.offset();
    }
    position = range.base() + range.end();
    closeReader();
  }

  private @Nullable SegmentReader readerOf(Journal.SegmentRange range) throws IOException {
    SegmentReader current = reader;
    if (current != null && current.header().base() == range.base()) {
      return current;
    }
    closeReader();
    try {
      SegmentReader opened =
          SegmentReader.open(journal.opener(), range.file(), journal.maxRecordBytes());
      if (opened != null) {
        opened.seek(position - range.base());
        reader = opened;
      }
      return opened;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** The position behind the last record delivered. */
  public long position() {
    return position;
  }

  /** Damaged places stepped over so far. */
  public long skippedRegions() {
    SegmentReader current = reader;
    return skippedRegions + (current == null ? 0 : current.skippedRegions());
  }

  /** Their length together. */
  public long skippedBytes() {
    SegmentReader current = reader;
    return skippedBytes + (current == null ? 0 : current.skippedBytes());
  }

  private void closeReader() throws IOException {
    SegmentReader current = reader;
    if (current != null) {
      skippedRegions += current.skippedRegions();
      skippedBytes += current.skippedBytes();
      reader = null;
      current.close();
    }
  }

  @Override
  public void close() {
    try {
      closeReader();
    } catch (IOException e) {
      throw JournalException.of("journal: close", e);
    }
  }
}
