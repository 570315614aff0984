// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The segment that takes records. Writes come under the journal's lock; {@link #sync} may come from another thread.
 *
 * <p>A failed write leaves the end where it was: what got into the file is cut off, or else overwritten by the next
 * record. After a failed sync the operating system may have forgotten which pages it could not write, so repeating it
 * proves nothing: the segment is broken and takes no more.
 */
final class SegmentWriter {
  private final FileChannel channel;
  private final SegmentHeader header;
  private final ByteBuffer buffer;
  private final ReentrantLock syncLock = new ReentrantLock();
  private volatile long end;
  private volatile boolean broken;
  private boolean closed;

  private SegmentWriter(FileChannel channel, SegmentHeader header, long end, ByteBuffer buffer) {
    this.channel = channel;
    this.header = header;
    this.end = end;
    this.buffer = buffer;
  }

  /** Starts a new file. The buffer is used for all writes. */
  static SegmentWriter create(FileOpener opener, Path file, SegmentHeader header, ByteBuffer buffer)
      throws IOException {
    FileChannel channel = opener.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      ByteBuffer head = header.encode();
      while (head.hasRemaining()) {
        channel.write(head, head.position());
      }
      return new SegmentWriter(channel, header, SegmentHeader.BYTES, buffer);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  /** Goes on in an existing file, cutting off what is behind the end. */
  static SegmentWriter reopen(
      FileOpener opener, Path file, SegmentHeader header, long end, ByteBuffer buffer)
      throws IOException {
    FileChannel channel = opener.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.size() > end) {
        channel.truncate(end);
        channel.force(true);
      }
      return new SegmentWriter(channel, header, end, buffer);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  SegmentHeader header() {
    return header;
  }

  /** Length of the file as far as it holds whole records. */
  long end() {
    return end;
  }

  boolean isBroken() {
    return broken;
  }

  /** Writes one record; on an exception nothing has changed for readers. */
  void append(RecordHeader record, ByteBuffer payload) throws IOException {
    long start = end;
    long at = start;
    ByteBuffer source = payload.duplicate();
    try {
      buffer.clear();
      record.encode(buffer, header, start);
      do {
        int part = Math.min(buffer.remaining(), source.remaining());
        buffer.put(source.duplicate().limit(source.position() + part));
        source.position(source.position() + part);
        buffer.flip();
        while (buffer.hasRemaining()) {
          at += channel.write(buffer, at);
        }
        buffer.clear();
      } while (source.hasRemaining());
      end = at;
    } catch (IOException e) {
      cutBack(start, e);
      throw e;
    }
  }

  private void cutBack(long start, IOException failure) {
    try {
      channel.truncate(start);
    } catch (IOException e) {
      failure.addSuppressed(e);
      // An interrupt of the writing thread closes the channel: go on in a new segment.
      broken = broken || !channel.isOpen();
    }
  }

  /** Makes everything written before the call durable; fails for ever once it has failed. */
  void sync() throws IOException {
    syncLock.lock();
    try {
      if (broken) {
        throw new IOException("an earlier sync of this segment failed");
      }
      if (!closed) {
        channel.force(false);
      }
    } catch (IOException e) {
      broken = true;
      throw e;
    } finally {
      syncLock.unlock();
    }
  }

  /** Takes no more records. Sync before, if the records have to be durable. */
  void close() throws IOException {
    syncLock.lock();
    try {
      closed = true;
      channel.close();
    } finally {
      syncLock.unlock();
    }
  }
}
