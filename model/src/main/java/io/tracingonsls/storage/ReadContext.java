// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Circumstances of a read: who asks, until when, how much at most, and where to say that something was cut. A reader checks the deadline and
 * {@link #throwIfStopped()} between pages.
 *
 * @param maxSpansPerTrace a longer trace is cut with a warning
 * @param maxBytes row bytes that one call may fetch; more is cut with a warning
 * @param bearerToken what the client showed, for stores that decide by it; null for none
 * @param warnings gets one sentence for each limit hit; called on the reading threads, must be thread-safe
 */
public record ReadContext(
    String tenant,
    Deadline deadline,
    int maxSpansPerTrace,
    long maxBytes,
    CancelFlag cancel,
    @Nullable Secret bearerToken,
    Consumer<String> warnings) {
  /** Without a token. */
  public ReadContext(
      String tenant,
      Deadline deadline,
      int maxSpansPerTrace,
      long maxBytes,
      CancelFlag cancel,
      Consumer<String> warnings) {
    this(tenant, deadline, maxSpansPerTrace, maxBytes, cancel, null, warnings);
  }

  /** Generous limits, no tenant, warnings dropped: for tools and tests. */
  public static ReadContext within(Duration timeout) {
    return new ReadContext(
        "", Deadline.after(timeout), 100_000, 1L << 30, new CancelFlag(), warning -> {});
  }

  public ReadContext withWarnings(Consumer<String> sink) {
    return new ReadContext(tenant, deadline, maxSpansPerTrace, maxBytes, cancel, bearerToken, sink);
  }

  /**
   * Ends a read that has no point any more; called between pages.
   *
   * @throws StorageException with {@link StorageError#TIMED_OUT} after the deadline or {@link StorageError#CANCELLED} when nobody wants the
   *     answer any more
   */
  public void throwIfStopped() {
    if (cancel.cancelled() || Thread.currentThread().isInterrupted()) {
      throw new StorageException(StorageError.CANCELLED, "the request was cancelled");
    }
    if (deadline.expired()) {
      throw new StorageException(StorageError.TIMED_OUT, "the storage did not answer in time");
    }
  }
}
