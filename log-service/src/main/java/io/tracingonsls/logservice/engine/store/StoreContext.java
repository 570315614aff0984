// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.disk.Disk;
import io.tracingonsls.logservice.engine.segment.ByteCache;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What all Logstores of an engine share.
 *
 * @param options settings
 * @param disk file operations
 * @param clock wall clock, for expiry and ages
 * @param cache decoded parts of sealed segments
 * @param appendPool runs journal writes and indexing
 * @param backgroundPool runs sealing, merging, expiry
 * @param queued bytes received and not yet indexed
 * @param openHeap memory of open segments
 */
record StoreContext(
    EngineOptions options,
    Disk disk,
    Clock clock,
    ByteCache cache,
    Executor appendPool,
    Executor backgroundPool,
    ByteBudget queued,
    ByteBudget openHeap) {
  long nowSeconds() {
    return Math.floorDiv(clock.millis(), 1000L);
  }
}
