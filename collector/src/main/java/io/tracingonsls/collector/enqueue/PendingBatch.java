// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.enqueue;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.WriteReceipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A batch on its way to storage.
 *
 * <p>Two things can end: the sender's wait ({@link #answer}), at the latest at the deadline, and the batch itself ({@link
 * SpanQueue#release}), when storage is done with it. A batch whose sender has been answered with an error may still be
 * stored: the sender's repetition then makes a duplicate, never a loss.
 */
public final class PendingBatch {
  private final SpanBatch batch;
  private final String tenant;
  private final long bytes;
  private final int spans;
  private final Deadline deadline;
  private final long enqueuedNanos = System.nanoTime();
  private final CompletableFuture<WriteReceipt> answer = new CompletableFuture<>();

  /**
   * Makes a batch.
   *
   * @param bytes estimated memory, counted until it is released
   */
  public PendingBatch(SpanBatch batch, String tenant, long bytes, Deadline deadline) {
    this.batch = batch;
    this.tenant = tenant;
    this.bytes = bytes;
    this.spans = batch.spanCount();
    this.deadline = deadline;
  }

  /** The spans. */
  public SpanBatch batch() {
    return batch;
  }

  /** Whose they are. */
  public String tenant() {
    return tenant;
  }

  /** Estimated memory. */
  public long bytes() {
    return bytes;
  }

  /** Number of spans. */
  public int spans() {
    return spans;
  }

  /** When the sender stops waiting. */
  public Deadline deadline() {
    return deadline;
  }

  /** When it was made, on the clock of {@link System#nanoTime}. */
  public long enqueuedNanos() {
    return enqueuedNanos;
  }

  /** What the sender gets. */
  public CompletionStage<WriteReceipt> answer() {
    return answer;
  }

  /** Whether the sender has been answered. */
  public boolean isAnswered() {
    return answer.isDone();
  }

  /** Answers the sender, unless that happened before. */
  public void succeed(WriteReceipt receipt) {
    answer.complete(receipt);
  }

  /** Answers the sender with an error; false when the sender has been answered before. */
  public boolean fail(Throwable failure) {
    return answer.completeExceptionally(failure);
  }
}
