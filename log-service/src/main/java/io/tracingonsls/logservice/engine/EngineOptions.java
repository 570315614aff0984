// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.logservice.engine.ingest.AppendLimits;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Settings of the engine.
 *
 * @param durability what an acknowledged append survives
 * @param limits what a LogGroup may hold
 * @param sealRows logs after which the open segment is sealed; also the size that small segments are merged up to
 * @param sealHeapBytes memory of the open segment after which it is sealed earlier
 * @param sealAfter age after which it is sealed whatever its size, which bounds the replay at start
 * @param maxOpenHeapBytes memory of all Logstores' open segments together; beyond it the largest are sealed
 * @param maxQueuedBytes received bytes, raw and compressed, that may wait for being indexed; beyond it appends are refused
 * @param cacheBytes decoded parts of sealed segments kept for queries, all Logstores together
 * @param journalFileBytes size at which a write-ahead log file is followed by the next
 * @param maintenanceInterval how often expiry, caps, merges and the scrub are looked at
 * @param scrubBytesPerSecond how fast the checksums of sealed segments are verified in the background, all Logstores together; 0 for
 *     not at all
 * @param scrubInterval how long a segment that was found whole is left alone
 */
public record EngineOptions(
    Durability durability,
    AppendLimits limits,
    int sealRows,
    long sealHeapBytes,
    Duration sealAfter,
    long maxOpenHeapBytes,
    long maxQueuedBytes,
    long cacheBytes,
    long journalFileBytes,
    Duration maintenanceInterval,
    long scrubBytesPerSecond,
    Duration scrubInterval) {
  /** Fits a heap of 256 MB. */
  public static final EngineOptions DEFAULT = new EngineOptions(
      Durability.PAGE_CACHE,
      AppendLimits.DEFAULT,
      1 << 17,
      40L << 20,
      Duration.ofMinutes(10),
      64L << 20,
      32L << 20,
      48L << 20,
      32L << 20,
      Duration.ofSeconds(5),
      1L << 20,
      Duration.ofDays(1));

  /** Checks ranges. */
  public EngineOptions {
    if (sealRows < 1
        || sealHeapBytes < 1
        || maxOpenHeapBytes < 1
        || maxQueuedBytes < 1
        || cacheBytes < 0
        || scrubBytesPerSecond < 0) {
      throw new IllegalArgumentException("engine options: sizes (expected: positive)");
    }
  }

  /** These options with changes, as in {@code DEFAULT.with(options -> options.sealRows(1000))}. */
  public EngineOptions with(Consumer<Builder> changes) {
    Builder builder = new Builder(this);
    changes.accept(builder);
    return builder.build();
  }

  /** Options being changed; see {@link #with}. Not thread-safe. */
  public static final class Builder {
    private Durability durability;
    private AppendLimits limits;
    private int sealRows;
    private long sealHeapBytes;
    private Duration sealAfter;
    private long maxOpenHeapBytes;
    private long maxQueuedBytes;
    private long cacheBytes;
    private long journalFileBytes;
    private Duration maintenanceInterval;
    private long scrubBytesPerSecond;
    private Duration scrubInterval;

    private Builder(EngineOptions options) {
      durability = options.durability;
      limits = options.limits;
      sealRows = options.sealRows;
      sealHeapBytes = options.sealHeapBytes;
      sealAfter = options.sealAfter;
      maxOpenHeapBytes = options.maxOpenHeapBytes;
      maxQueuedBytes = options.maxQueuedBytes;
      cacheBytes = options.cacheBytes;
      journalFileBytes = options.journalFileBytes;
      maintenanceInterval = options.maintenanceInterval;
      scrubBytesPerSecond = options.scrubBytesPerSecond;
      scrubInterval = options.scrubInterval;
    }

    private EngineOptions build() {
      return new EngineOptions(
          durability,
          limits,
          sealRows,
          sealHeapBytes,
          sealAfter,
          maxOpenHeapBytes,
          maxQueuedBytes,
          cacheBytes,
          journalFileBytes,
          maintenanceInterval,
          scrubBytesPerSecond,
          scrubInterval);
    }

    /** See {@link EngineOptions#durability}. */
    public Builder durability(Durability value) {
      durability = value;
      return this;
    }

    /** See {@link EngineOptions#sealRows}. */
    public Builder sealRows(int value) {
      sealRows = value;
      return this;
    }

    /** See {@link EngineOptions#maxQueuedBytes}. */
    public Builder maxQueuedBytes(long value) {
      maxQueuedBytes = value;
      return this;
    }

    /** See {@link EngineOptions#cacheBytes}. */
    public Builder cacheBytes(long value) {
      cacheBytes = value;
      return this;
    }

    /** See {@link EngineOptions#journalFileBytes}. */
    public Builder journalFileBytes(long value) {
      journalFileBytes = value;
      return this;
    }

    /** See {@link EngineOptions#maintenanceInterval}. */
    public Builder maintenanceInterval(Duration value) {
      maintenanceInterval = value;
      return this;
    }

    /** See {@link EngineOptions#scrubBytesPerSecond} and {@link EngineOptions#scrubInterval}. */
    public Builder scrub(long bytesPerSecond, Duration interval) {
      scrubBytesPerSecond = bytesPerSecond;
      scrubInterval = interval;
      return this;
    }
  }
}
