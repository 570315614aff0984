// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.SegmentDamagedException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the checksums of a segment file, a few parts at a time. Keeps the file until closed. What it finds is reported as damage
 * that a query meets. Not thread-safe.
 */
public final class SegmentScrub implements AutoCloseable {
  private final SealedSegment segment;
  private @Nullable Iterator<PartRef> parts;
  private boolean closed;

  private SegmentScrub(SealedSegment segment) {
    this.segment = segment;
  }

  /** Begins with a segment; null when it is closed already. */
  public static @Nullable SegmentScrub of(SealedSegment segment) {
    return segment.retain() ? new SegmentScrub(segment) : null;
  }

  /** The segment. */
  public SealedSegment segment() {
    return segment;
  }

  /**
   * Verifies parts until at least so many bytes were read or none is left.
   *
   * @return bytes read
   * @throws SegmentDamagedException when a part is damaged, after reporting it
   * @throws java.io.UncheckedIOException when the file can't be read
   */
  public long run(long bytes) {
    Iterator<PartRef> left = parts;
    if (left == null) {
      left = segment.parts().iterator();
      parts = left;
    }
    long read = 0;
    while (left.hasNext() && read < bytes) {
      PartRef part = left.next();
      segment.verify(part);
      read += part.storedLength();
    }
    return read;
  }

  /** Whether every part was verified. */
  public boolean isDone() {
    Iterator<PartRef> left = parts;
    return left != null && !left.hasNext();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      segment.release();
    }
  }
}
