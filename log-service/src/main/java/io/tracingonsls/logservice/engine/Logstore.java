// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import java.util.concurrent.CompletionStage;

/**
 * One Logstore's data. All methods may be called from any thread, at the same time.
 *
 * <p>A log is visible to snapshots taken after its append completed (within the engine's promise of 200 ms: at once).
 */
public interface Logstore {
  /** Which Logstore this is. */
  LogstoreName name();

  /**
   * Keeps all logs of the group or none. Decompressing and checking happens on the calling thread (about 0.5 &micro;s per log,
   * so not on an event loop); writing and indexing on the engine's.
   *
   * @return completes with the group's sequence number (the pull cursor that reads it) when the group is durable as the engine's
   *     durability mode says and is searchable; completes exceptionally with {@link AppendException}, never throws it
   */
  CompletionStage<Long> append(AppendRequest request);

  /**
   * A consistent view of the logs with {@code fromSeconds <= time < toSeconds}, the open segment included, expired logs left
   * out. Close it: deleted and merged files stay on disk while a snapshot holds them.
   *
   * @throws IllegalStateException when closed
   */
  Snapshot snapshot(long fromSeconds, long toSeconds);

  /**
   * Reads whole LogGroups of a shard in arrival order.
   *
   * @param cursor sequence number to start at, see {@link #cursors}
   * @param maxGroups at most this many groups
   * @param maxRawBytes stop after the group that reaches this many raw bytes
   */
  PulledGroups pull(int shard, long cursor, int maxGroups, long maxRawBytes);

  /** Cursor positions of a shard. */
  Cursors cursors(int shard);

  /** Takes effect for groups appended after the call returns. */
  void options(LogstoreOptions options);

  /** Sizes for the administration and metrics. */
  LogstoreStats stats();

  /** Seals the open segment and waits until it is on disk. For tests, benchmarks and orderly shut-down. */
  void flush();
}
