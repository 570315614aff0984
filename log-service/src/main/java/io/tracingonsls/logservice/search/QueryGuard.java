// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.search.QueryException.Reason;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Stops a query at its deadline, at the caller's wish, or when it holds too much memory. Belongs to one query and one
 * thread; only the cancel flag is read across threads.
 */
public final class QueryGuard {
  private final LongSupplier nanoTime;
  private final long deadlineNanos;
  private final BooleanSupplier cancelled;
  private final long maxMemoryBytes;
  private long reservedBytes;
  private long loadedBytes;

  /**
   * A guard.
   *
   * @param nanoTime a monotonic clock such as {@code System::nanoTime}
   * @param runNanos time allowed from now on
   * @param cancelled true once the caller has given up
   * @param maxMemoryBytes what {@link #reserve} may add up to
   */
  public QueryGuard(
      LongSupplier nanoTime, long runNanos, BooleanSupplier cancelled, long maxMemoryBytes) {
    this.nanoTime = nanoTime;
    this.deadlineNanos = nanoTime.getAsLong() + runNanos;
    this.cancelled = cancelled;
    this.maxMemoryBytes = maxMemoryBytes;
  }

  /** A guard that never stops anything. */
  public static QueryGuard none() {
    return new QueryGuard(() -> 0, Long.MAX_VALUE, () -> false, Long.MAX_VALUE);
  }

  /** Call it every few thousand rows. */
  public void check() {
    if (cancelled.getAsBoolean()) {
      throw new QueryException(Reason.CANCELLED, "query was cancelled");
    }
    if (nanoTime.getAsLong() - deadlineNanos > 0) {
      throw new QueryException(Reason.TIMED_OUT, "query exceeded maximum run time");
    }
  }

  /** Adds to the memory the query holds until its end; an estimate is enough. */
  public void reserve(long bytes) {
    reservedBytes += bytes;
    if (reservedBytes > maxMemoryBytes) {
      throw new QueryException(
          Reason.TOO_LARGE,
          "query exceeded its memory limit of " + maxMemoryBytes
              + " bytes; narrow the time range, the search or the groups");
    }
  }

  /** Counts bytes of column values that the query looked at; an estimate is enough. */
  public void loaded(long bytes) {
    loadedBytes += bytes;
  }

  /** What {@link #loaded} adds up to. */
  public long loadedBytes() {
    return loadedBytes;
  }

  /** What {@link #reserve} and {@link #release} add up to. */
  public long reservedBytes() {
    return reservedBytes;
  }

  /** Gives memory back that was reserved before. */
  public void release(long bytes) {
    reservedBytes -= bytes;
  }
}
