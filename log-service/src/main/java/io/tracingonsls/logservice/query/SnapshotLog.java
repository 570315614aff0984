// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.sql.plan.LogSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One snapshot over all the ranges a statement announces, opened when the first scan starts. */
final class SnapshotLog implements LogSource, AutoCloseable {
  private final SnapshotSource source;
  private final TimeBounds bounds;
  private long fromSeconds = Long.MAX_VALUE;
  private long toSeconds = Long.MIN_VALUE;
  private @Nullable Snapshot snapshot;

  SnapshotLog(SnapshotSource source, TimeBounds bounds) {
    this.source = source;
    this.bounds = bounds;
  }

  @Override
  public long fromSeconds() {
    return bounds.fromSeconds();
  }

  @Override
  public long toSeconds() {
    return bounds.toNanosPart() > 0 ? bounds.toSeconds() + 1 : bounds.toSeconds();
  }

  @Override
  public void announce(long from, long to) {
    fromSeconds = Math.min(fromSeconds, from);
    toSeconds = Math.max(toSeconds, to);
  }

  @Override
  public List<SegmentSlice> slices(long from, long to) {
    Snapshot open = snapshot;
    if (open == null) {
      open = source.snapshot(Math.max(0, fromSeconds), Math.max(0, toSeconds));
      snapshot = open;
    }
    List<SegmentSlice> slices = new ArrayList<>();
    for (SegmentSlice slice : open.slices()) {
      SegmentSlice part = LogSource.cut(slice, from, to);
      if (part != null) {
        slices.add(part);
      }
    }
    boolean asRequested = from == fromSeconds() && to == toSeconds();
    return asRequested ? bounds.cut(slices) : slices;
  }

  long rowCount() {
    Snapshot open = snapshot;
    return open == null ? 0 : open.rowCount();
  }

  @Override
  public void close() {
    Snapshot open = snapshot;
    snapshot = null;
    if (open != null) {
      open.close();
    }
  }
}
