// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import java.util.ArrayList;
import java.util.List;

/** Expiry, the disk cap and merging: a round of each on the background lane. */
final class Housekeeping {
  private static final long SECONDS_PER_DAY = 86_400;

  private final StoreContext context;
  private final StoreCell cell;
  private final Sealer sealer;
  private final MergePolicy merges;

  Housekeeping(StoreContext context, StoreCell cell, Sealer sealer) {
    this.context = context;
    this.cell = cell;
    this.sealer = sealer;
    this.merges = new MergePolicy(context.options().sealRows());
  }

  /** Logs before this unix second have expired. */
  long expirySeconds(LogstoreOptions options) {
    return options.ttlDays() >= LogstoreOptions.FOREVER_DAYS
        ? Long.MIN_VALUE
        : context.nowSeconds() - options.ttlDays() * SECONDS_PER_DAY;
  }

  void run(LogstoreOptions options) {
    List<SealedSegment> gone = expired(expirySeconds(options));
    gone.addAll(beyondCap(options.maxDiskBytes(), gone));
    if (!gone.isEmpty()) {
      sealer.attempt("deleting expired segments", () -> sealer.drop(gone));
    }
    List<SealedSegment> run = merges.choose(cell.get().sealed(), options.maxDiskBytes());
    if (!run.isEmpty()) {
      sealer.attempt("merging segments", () -> sealer.merge(run));
    }
  }

  private List<SealedSegment> expired(long expirySeconds) {
    List<SealedSegment> expired = new ArrayList<>();
    for (SealedSegment segment : cell.get().sealed()) {
      if (segment.meta().maxSeconds() < expirySeconds) {
        expired.add(segment);
      }
    }
    return expired;
  }

  /** The oldest segments by arrival, until the rest fits; the newest always stays. */
  private List<SealedSegment> beyondCap(long maxBytes, List<SealedSegment> gone) {
    List<SealedSegment> kept = new ArrayList<>(cell.get().sealed());
    kept.removeAll(gone);
    long bytes = 0;
    for (SealedSegment segment : kept) {
      bytes += segment.sizeBytes();
    }
    List<SealedSegment> beyond = new ArrayList<>();
    for (SealedSegment segment : kept.subList(0, Math.max(0, kept.size() - 1))) {
      if (maxBytes > 0 && bytes > maxBytes) {
        beyond.add(segment);
        bytes -= segment.sizeBytes();
      }
    }
    return beyond;
  }
}
