// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.logservice.engine.ingest.AppendLimits;
import java.time.Duration;

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
 * @param maintenanceInterval how often expiry, caps and merges are looked at
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
    Duration maintenanceInterval) {
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
      Duration.ofSeconds(5));

  /** Checks ranges. */
  public EngineOptions {
    if (sealRows < 1
        || sealHeapBytes < 1
        || maxOpenHeapBytes < 1
        || maxQueuedBytes < 1
        || cacheBytes < 0) {
      throw new IllegalArgumentException("engine options: sizes (expected: positive)");
    }
  }

  /** With another durability. */
  public EngineOptions withDurability(Durability value) {
    return new EngineOptions(
        value,
        limits,
        sealRows,
        sealHeapBytes,
        sealAfter,
        maxOpenHeapBytes,
        maxQueuedBytes,
        cacheBytes,
        journalFileBytes,
        maintenanceInterval);
  }

  /** With another segment size. */
  public EngineOptions withSealRows(int value) {
    return new EngineOptions(
        durability,
        limits,
        value,
        sealHeapBytes,
        sealAfter,
        maxOpenHeapBytes,
        maxQueuedBytes,
        cacheBytes,
        journalFileBytes,
        maintenanceInterval);
  }

  /** With another age at which the open segment is sealed. */
  public EngineOptions withSealAfter(Duration value) {
    return new EngineOptions(
        durability,
        limits,
        sealRows,
        sealHeapBytes,
        value,
        maxOpenHeapBytes,
        maxQueuedBytes,
        cacheBytes,
        journalFileBytes,
        maintenanceInterval);
  }

  /** With another cache size. */
  public EngineOptions withCacheBytes(long value) {
    return new EngineOptions(
        durability,
        limits,
        sealRows,
        sealHeapBytes,
        sealAfter,
        maxOpenHeapBytes,
        maxQueuedBytes,
        value,
        journalFileBytes,
        maintenanceInterval);
  }

  /** With another limit of what may wait. */
  public EngineOptions withMaxQueuedBytes(long value) {
    return new EngineOptions(
        durability,
        limits,
        sealRows,
        sealHeapBytes,
        sealAfter,
        maxOpenHeapBytes,
        value,
        cacheBytes,
        journalFileBytes,
        maintenanceInterval);
  }

  /** With another maintenance rhythm. */
  public EngineOptions withMaintenanceInterval(Duration value) {
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
        value);
  }

  /** With another write-ahead log file size. */
  public EngineOptions withJournalFileBytes(long value) {
    return new EngineOptions(
        durability,
        limits,
        sealRows,
        sealHeapBytes,
        sealAfter,
        maxOpenHeapBytes,
        maxQueuedBytes,
        cacheBytes,
        value,
        maintenanceInterval);
  }

  /** With other limits of a LogGroup. */
  public EngineOptions withLimits(AppendLimits value) {
    return new EngineOptions(
        durability,
        value,
        sealRows,
        sealHeapBytes,
        sealAfter,
        maxOpenHeapBytes,
        maxQueuedBytes,
        cacheBytes,
        journalFileBytes,
        maintenanceInterval);
  }
}
