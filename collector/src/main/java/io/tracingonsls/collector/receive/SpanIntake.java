// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.collector.account.SpanAccounting;
import io.tracingonsls.collector.enqueue.Admission;
import io.tracingonsls.collector.enqueue.PendingBatch;
import io.tracingonsls.collector.enqueue.SpanQueue;
import io.tracingonsls.collector.sanitize.Sanitized;
import io.tracingonsls.collector.sanitize.Sanitizers;
import io.tracingonsls.collector.sanitize.SpanSizes;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.WriteReceipt;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The one way of decoded spans into the collector. Thread-safe; never blocks. */
public final class SpanIntake implements SpanSink {
  /** Measured: a span with eleven attributes takes about 3 KB of heap and counts as 1.3 KB. */
  private static final long HEAP_PER_BYTE = 2;

  private final Sanitizers sanitizers;
  private final SpanQueue queue;
  private final SpanAccounting accounting;
  private final Duration timeout;
  private final Consumer<SpanBatch> observer;

  /**
   * Makes an intake.
   *
   * @param timeout how long a sender is kept waiting for storage
   * @param observer sees every sanitized batch before it is queued, for sampling statistics; must be quick
   */
  public SpanIntake(
      Sanitizers sanitizers,
      SpanQueue queue,
      SpanAccounting accounting,
      Duration timeout,
      Consumer<SpanBatch> observer) {
    this.sanitizers = sanitizers;
    this.queue = queue;
    this.accounting = accounting;
    this.timeout = timeout;
    this.observer = observer;
  }

  /**
   * Counts, repairs and queues a batch. The stage completes when storage has it, or exceptionally with what {@link
   * Refusal#of} understands; on a thread of the storage or of the dispatcher, or at once.
   */
  @Override
  public CompletionStage<IntakeResult> submit(SpanBatch batch, Origin origin) {
    accounting.received(batch, origin);
    Sanitized clean = sanitizers.sanitize(batch, origin.format());
    clean.rejected().forEach((reason, spans) -> accounting.rejected(reason, spans, origin));
    if (!clean.rejected().isEmpty()) {
      accounting.rejectedRoots(batch, clean.batch(), origin);
    }
    if (clean.batch().spanCount() == 0) {
      return CompletableFuture.completedStage(new IntakeResult(0, clean.rejected()));
    }
    observer.accept(clean.batch());
    PendingBatch pending = new PendingBatch(
        clean.batch(),
        origin.tenant(),
        HEAP_PER_BYTE * SpanSizes.of(clean.batch()),
        Deadline.after(timeout));
    Admission admission = queue.offer(pending);
    if (admission != Admission.ADMITTED) {
      accounting.dropped(admission == Admission.FULL ? "queue_full" : "closed", pending.spans());
      return CompletableFuture.failedStage(refused(admission));
    }
    return pending
        .answer()
        .thenApply(receipt -> result(pending.spans(), receipt, clean.rejected()));
  }

  private static StorageException refused(Admission admission) {
    return admission == Admission.FULL
        ? new StorageException(StorageError.THROTTLED, "collector queue is full")
        : new StorageException(StorageError.UNAVAILABLE, "collector is stopping");
  }

  private static IntakeResult result(
      int spans, WriteReceipt receipt, Map<String, Integer> rejected) {
    if (receipt.rejections().isEmpty()) {
      return new IntakeResult(spans, rejected);
    }
    Map<String, Integer> all = new HashMap<>(rejected);
    receipt
        .rejections()
        .forEach(rejection -> all.merge(rejection.reason(), rejection.spans(), Integer::sum));
    return new IntakeResult(spans - receipt.rejected(), all);
  }
}
