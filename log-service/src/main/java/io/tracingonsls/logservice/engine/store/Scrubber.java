// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.SegmentDamagedException;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import io.tracingonsls.logservice.engine.segment.SegmentScrub;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all segments again from time to time, slowly, so that damage is found while other copies of the data still exist, and not when
 * it is needed. Called by the maintenance thread only.
 */
final class Scrubber implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);

  private final EngineOptions options;
  private final Clock clock;
  private long lastRunMillis;
  private @Nullable SegmentScrub current;
  private @Nullable LogstoreStore owner;

  Scrubber(EngineOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.lastRunMillis = clock.millis();
  }

  /** One round: as much as the rate allows for the time since the last, two maintenance intervals at most. */
  void run(Collection<LogstoreStore> stores) {
    long now = clock.millis();
    long most = 2 * Math.max(1, options.maintenanceInterval().toMillis());
    long elapsed = Math.max(0, Math.min(now - lastRunMillis, most));
    lastRunMillis = now;
    run(stores, elapsed * options.scrubBytesPerSecond() / 1000);
  }

  /** Verifies about so many bytes. */
  void run(Collection<LogstoreStore> stores, long bytes) {
    long left = bytes;
    while (left > 0 && (current != null || next(stores))) {
      left -= step(left);
    }
  }

  /** Turns to the segment that was not verified for longest, if that is long enough. */
  private boolean next(Collection<LogstoreStore> stores) {
    long due = clock.millis() - options.scrubInterval().toMillis();
    SealedSegment oldest = null;
    for (LogstoreStore store : stores) {
      for (SealedSegment segment : store.sealed()) {
        long verified = segment.verifiedMillis();
        if (verified < due && (oldest == null || verified < oldest.verifiedMillis())) {
          oldest = segment;
          owner = store;
        }
      }
    }
    current = oldest == null ? null : SegmentScrub.of(oldest);
    return current != null;
  }

  private long step(long bytes) {
    SegmentScrub scrub = current;
    LogstoreStore store = owner;
    if (scrub == null || store == null) {
      return 0;
    }
    boolean done = true;
    try {
      long read = scrub.run(bytes);
      store.scrubbed(read);
      done = scrub.isDone();
      return read;
    } catch (SegmentDamagedException e) {
      return bytes;
    } catch (UncheckedIOException e) {
      LOG.warn(
          "{}: {} can not be read: {}",
          store.name(),
          scrub.segment().path().getFileName(),
          String.valueOf(e.getCause()));
      return bytes;
    } finally {
      if (done) {
        scrub.segment().verified(clock.millis());
        close();
      }
    }
  }

  /** Lets the current segment go. */
  @Override
  public void close() {
    SegmentScrub scrub = current;
    current = null;
    owner = null;
    if (scrub != null) {
      scrub.close();
    }
  }
}
