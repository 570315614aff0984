// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.storage.ReadContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads on which reads block. At most a fixed number runs, some more wait, the rest is refused at once. A read whose deadline passes while
 * it waits is not started. Thread-safe.
 */
public final class QueryExecutor implements AutoCloseable {
  private final ExecutorService threads;
  private final AtomicInteger running = new AtomicInteger();

  public QueryExecutor(String name, int maxRunning, int maxWaiting) {
    this.threads = BlockingExecutors.bounded(name, maxRunning, maxWaiting);
  }

  /** Something that reads and may block. */
  @FunctionalInterface
  public interface Read<T> {
    T run() throws Exception;
  }

  /**
   * Runs a read.
   *
   * @param context whose deadline and cancel flag are looked at before the read starts; the read itself looks later
   * @return completes on the reading thread, exceptionally with what the read throws or {@link OverloadedException}
   */
  public <T> CompletableFuture<T> submit(ReadContext context, Read<T> read) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      threads.execute(() -> run(context, read, result));
    } catch (RejectedExecutionException full) {
      result.completeExceptionally(new OverloadedException());
    }
    return result;
  }

  private <T> void run(ReadContext context, Read<T> read, CompletableFuture<T> result) {
    running.incrementAndGet();
    try {
      context.throwIfStopped();
      result.complete(read.run());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      result.completeExceptionally(interrupted);
    } catch (Throwable failure) {
      result.completeExceptionally(failure);
    } finally {
      running.decrementAndGet();
    }
  }

  /** Reads in work. */
  public int running() {
    return running.get();
  }

  /** Interrupts what still runs and waits for it a moment. Idempotent. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
