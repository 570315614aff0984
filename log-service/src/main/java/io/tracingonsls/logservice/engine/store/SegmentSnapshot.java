// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Slices and the references that keep their files. */
final class SegmentSnapshot implements Snapshot {
  private final List<SegmentSlice> slices;
  private final List<SealedSegment> held;
  private final AtomicBoolean closed = new AtomicBoolean();

  SegmentSnapshot(List<SegmentSlice> slices, List<SealedSegment> held) {
    this.slices = List.copyOf(slices);
    this.held = List.copyOf(held);
  }

  @Override
  public List<SegmentSlice> slices() {
    return slices;
  }

  @Override
  public long rowCount() {
    long rows = 0;
    for (SegmentSlice slice : slices) {
      rows += slice.rowCount();
    }
    return rows;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      held.forEach(SealedSegment::release);
    }
  }
}
