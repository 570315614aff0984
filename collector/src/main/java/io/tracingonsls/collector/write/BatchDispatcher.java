// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.write;

import io.tracingonsls.collector.account.SpanAccounting;
import io.tracingonsls.collector.account.SpanAccounting.Outcome;
import io.tracingonsls.collector.enqueue.PendingBatch;
import io.tracingonsls.collector.enqueue.SpanQueue;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from the queue and writes them.
 *
 * <p>Threads: a few workers call the writer, which does not block; one more watches deadlines. A writer that answers
 * {@link StorageError#THROTTLED} gets the batch again after a pause, in which its worker takes nothing else, so the oldest
 * batches go first; a batch of a tenant rests instead, so that one tenant who sends too much holds up no other. Receipts arrive on the writer's threads. A batch is released exactly once, when the writer is done
 * with it or when it is withdrawn before a worker took it.
 */
public final class BatchDispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchDispatcher.class);
  private static final long WATCH_MILLIS = 50;
  private static final long TAKE_MILLIS = 500;
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 250;

  private final SpanQueue queue;
  private final SpanWriter writer;
  private final SpanAccounting accounting;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;
  private volatile long pauseMillis;

  /** Makes a dispatcher with that many workers; {@link #start} starts them. */
  public BatchDispatcher(
      SpanQueue queue, SpanWriter writer, SpanAccounting accounting, int workers) {
    this.queue = queue;
    this.writer = writer;
    this.accounting = accounting;
    for (int i = 1; i <= workers; i++) {
      threads.add(thread("collector-dispatch-" + i, this::dispatch));
    }
    threads.add(thread("collector-deadlines", this::watch));
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts the threads. */
  public void start() {
    threads.forEach(Thread::start);
  }

  private void dispatch() {
    while (!stopped) {
      try {
        PendingBatch batch = queue.take(TAKE_MILLIS);
        if (batch != null) {
          write(batch);
          pause();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("dispatching a batch failed", e);
      }
    }
  }

  private void pause() throws InterruptedException {
    long millis = pauseMillis;
    if (millis > 0) {
      Thread.sleep(millis);
    }
  }

  private void write(PendingBatch batch) {
    if (batch.isAnswered()) {
      end(batch, "timeout");
      return;
    }
    long startNanos = System.nanoTime();
    accounting.waited((startNanos - batch.enqueuedNanos()) / 1e9);
    CompletionStage<WriteReceipt> receipt;
    try {
      receipt = writer.write(batch.batch(), new WriteContext(batch.tenant(), batch.deadline()));
    } catch (RuntimeException e) {
      completed(batch, startNanos, null, e);
      return;
    }
    receipt.whenComplete((done, failure) -> completed(batch, startNanos, done, failure));
  }

  private void completed(
      PendingBatch batch,
      long startNanos,
      @Nullable WriteReceipt receipt,
      @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    if (receipt != null && cause == null) {
      pauseMillis = 0;
      accounting.saved(batch.batch(), true, (System.nanoTime() - startNanos) / 1e9);
      count(batch, receipt);
      queue.release(batch);
      batch.succeed(receipt);
      return;
    }
    boolean throttled = cause instanceof StorageException e && e.error() == StorageError.THROTTLED;
    if (throttled && !stopped && !batch.isAnswered() && !batch.deadline().expired()) {
      if (!batch.tenant().isEmpty()) {
        queue.rest(batch);
        return;
      }
      pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, pauseMillis * 2));
      queue.putBack(batch);
      return;
    }
    accounting.saved(batch.batch(), false, (System.nanoTime() - startNanos) / 1e9);
    // Counted before the sender knows, so that whoever has the answer sees the count.
    end(batch, reason(cause));
    batch.fail(cause == null ? new IllegalStateException("no receipt") : cause);
  }

  private void count(PendingBatch batch, WriteReceipt receipt) {
    boolean journaled = receipt.durability() == WriteReceipt.Durability.JOURNALED;
    receipt
        .rejections()
        .forEach(rejection -> accounting.rejectedByStore(rejection.reason(), rejection.spans()));
    accounting.accepted(
        journaled ? Outcome.JOURNALED : Outcome.STORED, batch.spans() - receipt.rejected());
  }

  private void end(PendingBatch batch, String reason) {
    accounting.dropped(reason, batch.spans());
    queue.release(batch);
  }

  private static String reason(@Nullable Throwable cause) {
    return cause instanceof StorageException e
        ? e.error().name().toLowerCase(java.util.Locale.ROOT)
        : "internal";
  }

  /** Answers senders whose time is over; a batch that is already with the writer stays there. */
  private void watch() {
    while (!stopped) {
      LockSupport.parkNanos(Duration.ofMillis(WATCH_MILLIS).toNanos());
      queue.wakeResting();
      for (PendingBatch batch : queue.expired()) {
        timeOut(batch);
      }
    }
  }

  private void timeOut(PendingBatch batch) {
    if (queue.withdraw(batch)) {
      end(batch, "timeout");
    }
    batch.fail(new StorageException(StorageError.TIMED_OUT, "storage did not confirm in time"));
  }

  /**
   * Writes what is in the queue, which takes no more, and waits for the receipts until the time is over; senders that then
   * still wait get an error.
   */
  public void drain(Duration grace) {
    queue.close();
    boolean empty = false;
    try {
      empty = queue.awaitEmpty(grace.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopped = true;
    if (!empty) {
      LOG.warn(
          "stopping with {} spans whose storage was not confirmed; their senders were told",
          queue.heldSpans());
      queue.unanswered().forEach(this::abandon);
    }
    close();
  }

  private void abandon(PendingBatch batch) {
    if (queue.withdraw(batch)) {
      end(batch, "closed");
    }
    batch.fail(new StorageException(StorageError.CLOSED, "collector is stopping"));
  }

  /** Ends the threads without waiting for anything. Idempotent. */
  @Override
  public void close() {
    stopped = true;
    queue.close();
    threads.forEach(Thread::interrupt);
  }
}
