// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A file channel that writes only a part and fails, or fails to sync, as the disk in {@link Disk} says. */
final class FaultyChannel extends FileChannel {
  /** The state shared by all channels of a test. */
  static final class Disk {
    final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    volatile boolean failSync;
    volatile boolean failTruncate;
  }

  private final FileChannel inner;
  private final Disk disk;

  FaultyChannel(FileChannel inner, Disk disk) {
    this.inner = inner;
    this.disk = disk;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    if (disk.room.get() <= 0) {
      throw new IOException("No space left on device");
    }
    int allowed = (int) Math.min(disk.room.get(), source.remaining());
    ByteBuffer part = source.duplicate().limit(source.position() + allowed);
    int written = inner.write(part, position);
    source.position(source.position() + written);
    disk.room.addAndGet(-written);
    return written;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    if (disk.failSync) {
      throw new IOException("Input/output error");
    }
    inner.force(metaData);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (disk.failTruncate) {
      throw new IOException("Input/output error");
    }
    inner.truncate(size);
    return this;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return inner.read(into, position);
  }

  @Override
  public long size() throws IOException {
    return inner.size();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    inner.close();
  }

  @Override
  public int read(ByteBuffer into) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long newPosition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
