// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.SegmentDamagedException;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.open.OpenSegment;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the slices of a time range from a state whose segments are already retained. */
final class SnapshotBuilder {
  private final long fromSeconds;
  private final long toSeconds;
  private final List<SegmentSlice> slices = new ArrayList<>();
  private final List<SealedSegment> held = new ArrayList<>();

  SnapshotBuilder(long fromSeconds, long toSeconds) {
    this.fromSeconds = fromSeconds;
    this.toSeconds = toSeconds;
  }

  boolean overlaps(SealedSegment segment) {
    return segment.meta().maxSeconds() >= fromSeconds && segment.meta().minSeconds() < toSeconds;
  }

  /** Takes over the segment's reference. */
  void hold(SealedSegment segment) {
    held.add(segment);
  }

  SegmentSnapshot build(List<Frozen> frozen, OpenSegment open) {
    try {
      for (SealedSegment segment : held) {
        addSealed(segment);
      }
      for (Frozen segment : frozen) {
        add(segment.segment().reader());
      }
      add(open.reader());
    } catch (RuntimeException e) {
      held.forEach(SealedSegment::release);
      throw e;
    }
    return new SegmentSnapshot(slices, held);
  }

  private void addSealed(SealedSegment segment) {
    try {
      add(segment.reader());
    } catch (SegmentDamagedException e) {
      // Reported and set aside by the segment's owner: what it held is lost, the rest is not.
      return;
    }
  }

  private void add(@Nullable SegmentReader reader) {
    if (reader != null) {
      int from = reader.firstRowAtOrAfter(fromSeconds);
      int to = reader.firstRowAtOrAfter(toSeconds);
      if (to > from) {
        slices.add(new SegmentSlice(reader, from, to));
      }
    }
  }
}
