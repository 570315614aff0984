// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one segment in order, stepping over damage. Not thread-safe; may read while another thread
 * appends, up to the limit given to {@link #next}.
 */
final class SegmentReader implements AutoCloseable {
  private static final int WINDOW = 64 << 10;

  private final FileChannel channel;
  private final SegmentHeader header;
  private final int maxRecordBytes;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
  private long windowStart;
  private long offset;
  private ByteBuffer payload = ByteBuffer.allocate(0);
  private long skippedRegions;
  private long skippedBytes;

  private SegmentReader(FileChannel channel, SegmentHeader header, int maxRecordBytes) {
    this.channel = channel;
    this.header = header;
    this.maxRecordBytes = maxRecordBytes;
    this.offset = SegmentHeader.BYTES;
    window.limit(0);
  }

  /** Opens a segment, or gives null when its header is unreadable. */
  static @Nullable SegmentReader open(FileOpener opener, Path file, int maxRecordBytes)
      throws IOException {
    FileChannel channel = opener.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer head = ByteBuffer.allocate(SegmentHeader.BYTES);
      readFully(channel, head, 0);
      SegmentHeader header = SegmentHeader.decode(head.flip());
      if (header != null) {
        return new SegmentReader(channel, header, maxRecordBytes);
      }
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  SegmentHeader header() {
    return header;
  }

  long skippedRegions() {
    return skippedRegions;
  }

  long skippedBytes() {
    return skippedBytes;
  }

  /** Where the next record is looked for. */
  long offset() {
    return offset;
  }

  /** Goes to a record's offset known from an earlier read. */
  void seek(long newOffset) {
    offset = Math.max(SegmentHeader.BYTES, newOffset);
  }

  long fileBytes() throws IOException {
    return channel.size();
  }

  /**
   * The next good record that ends at or before the limit, or null. Damage behind which a good record follows is
   * stepped over and counted; without one the offset stays, so that a tail can be cut or waited for.
   */
  @Nullable
  JournalRecord next(long limit) throws IOException {
    long from = offset;
    long at = offset;
    while (at >= 0 && at + RecordHeader.BYTES <= limit) {
      JournalRecord record = recordAt(at, limit);
      if (record != null) {
        if (at > from) {
          skippedRegions++;
          skippedBytes += at - from;
        }
        return record;
      }
      at = afterDamage(at, limit);
    }
    return null;
  }

  private @Nullable JournalRecord recordAt(long at, long limit) throws IOException {
    if (!headerAt(at, limit)) {
      return null;
    }
    RecordHeader record = RecordHeader.at(window, (int) (at - windowStart));
    long start = at + RecordHeader.BYTES;
    if (start + record.length() > limit) {
      return null;
    }
    if (payload.capacity() < record.length()) {
      payload = ByteBuffer.allocate(
          Math.min(maxRecordBytes, Math.max(record.length(), payload.capacity() * 2)));
    }
    payload.clear().limit(record.length());
    copy(start, limit);
    payload.flip();
    if (RecordHeader.crcOf(payload) != record.payloadCrc()) {
      return null;
    }
    offset = start + record.length();
    return new JournalRecord(
        header.base() + at, header.base() + offset, payload.asReadOnlyBuffer());
  }

  /** Where to look next: behind the bad payload if the header is good, else at the next good header. */
  private long afterDamage(long at, long limit) throws IOException {
    if (headerAt(at, limit)) {
      long next = at
          + RecordHeader.BYTES
          + RecordHeader.at(window, (int) (at - windowStart)).length();
      if (next <= limit) {
        return next;
      }
    }
    for (long candidate = at + 1; candidate + RecordHeader.BYTES <= limit; candidate++) {
      if (headerAt(candidate, limit)) {
        return candidate;
      }
    }
    return -1;
  }

  private boolean headerAt(long at, long limit) throws IOException {
    if (at < windowStart || at + RecordHeader.BYTES > windowStart + window.limit()) {
      fill(at, limit);
    }
    int index = (int) (at - windowStart);
    return RecordHeader.isValid(window, index, header, at, maxRecordBytes);
  }

  private void fill(long at, long limit) throws IOException {
    window.clear().limit((int) Math.min(WINDOW, limit - at));
    windowStart = at;
    readFully(channel, window, at);
    window.flip();
  }

  /** Copies the payload from the window as far as it reaches, and the rest from the file. */
  private void copy(long start, long limit) throws IOException {
    long inWindow = windowStart + window.limit() - start;
    int part = (int) Math.min(payload.remaining(), Math.max(0, inWindow));
    if (part > 0) {
      payload.put(window
          .duplicate()
          .position((int) (start - windowStart))
          .limit((int) (start - windowStart) + part));
    }
    if (start + part > limit) {
      throw new EOFException("journal segment ends inside a record");
    }
    readFully(channel, payload, start + part);
  }

  /** Reads until the buffer is full or the file ends. */
  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    long at = from;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        return;
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
