// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a directory as found at start, after repair.
 *
 * @param active the last segment, ready to take records; null when a new one has to be made
 * @param nextBase base of the next new segment
 */
record Recovery(
    NavigableMap<Long, Long> sealed,
    @Nullable SegmentWriter active,
    long nextBase,
    OpenReport report) {
  static Recovery run(
      JournalDirectory directory, JournalOptions options, FileOpener opener, ByteBuffer buffer)
      throws IOException {
    NavigableMap<Long, Path> files = directory.segments();
    long behind = directory.positionBehind(files);
    List<Path> damaged = setAsideUnreadable(directory, files, opener, options);
    Tail tail = tailOf(files, opener, options);
    NavigableMap<Long, Long> sealed = new TreeMap<>();
    for (Map.Entry<Long, Path> file : files.entrySet()) {
      sealed.put(file.getKey(), Files.size(file.getValue()));
    }
    SegmentWriter active = null;
    if (tail != null) {
      sealed.remove(tail.header().base());
      active = SegmentWriter.reopen(opener, tail.file(), tail.header(), tail.end(), buffer);
    }
    long next = active == null ? behind : active.header().base() + active.end();
    long first = files.isEmpty() ? next : files.firstKey();
    long truncated = tail == null ? 0 : tail.fileBytes() - tail.end();
    return new Recovery(sealed, active, behind, new OpenReport(first, next, truncated, damaged));
  }

  private static List<Path> setAsideUnreadable(
      JournalDirectory directory,
      NavigableMap<Long, Path> files,
      FileOpener opener,
      JournalOptions options)
      throws IOException {
    List<Path> damaged = new ArrayList<>();
    for (Map.Entry<Long, Path> file : List.copyOf(files.entrySet())) {
      if (!isReadable(file.getKey(), file.getValue(), opener, options)) {
        files.remove(file.getKey());
        if (Files.size(file.getValue()) <= SegmentHeader.BYTES) {
          // A crash while the file was made: it never held a record.
          Files.delete(file.getValue());
        } else {
          damaged.add(directory.setAside(file.getValue()));
        }
      }
    }
    return damaged;
  }

  private static boolean isReadable(long base, Path file, FileOpener opener, JournalOptions options)
      throws IOException {
    try (SegmentReader reader = SegmentReader.open(opener, file, options.maxRecordBytes())) {
      return reader != null && reader.header().base() == base;
    }
  }

  private record Tail(Path file, SegmentHeader header, long end, long fileBytes) {}

  /** Finds the end of the last good record of the last segment. */
  private static @Nullable Tail tailOf(
      NavigableMap<Long, Path> files, FileOpener opener, JournalOptions options)
      throws IOException {
    if (files.isEmpty()) {
      return null;
    }
    Path file = files.lastEntry().getValue();
    try (SegmentReader reader = SegmentReader.open(opener, file, options.maxRecordBytes())) {
      if (reader == null) {
        return null;
      }
      long size = reader.fileBytes();
      while (reader.next(size) != null) {
        // Only the end matters.
      }
      return new Tail(file, reader.header(), reader.offset(), size);
    }
  }
}
