// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.transfer;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes to a storage, a bounded number of spans at a time. */
final class StorageSink implements SpanSink {
  private static final int MAX_SPANS_UNDER_WAY = 50_000;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long MAX_PAUSE_MILLIS = 5_000;

  private record UnderWay(SpanBatch trace, CompletableFuture<WriteReceipt> receipt) {}

  private final TraceStorage storage;
  private final Duration timeout;
  private final Deque<UnderWay> underWay = new ArrayDeque<>();
  private final Map<String, Long> rejected = new TreeMap<>();
  private int spansUnderWay;
  private long accepted;

  /** {@code timeout} bounds the wait for one trace; the storage is closed with this. */
  StorageSink(TraceStorage storage, Duration timeout) {
    this.storage = storage;
    this.timeout = timeout;
  }

  @Override
  public void send(SpanBatch trace) throws IOException {
    while (!underWay.isEmpty() && spansUnderWay + trace.spanCount() > MAX_SPANS_UNDER_WAY) {
      awaitFirst();
    }
    underWay.add(new UnderWay(trace, write(trace)));
    spansUnderWay += trace.spanCount();
  }

  private CompletableFuture<WriteReceipt> write(SpanBatch trace) {
    return storage
        .spanWriter()
        .write(trace, new WriteContext("", Deadline.after(timeout)))
        .toCompletableFuture();
  }

  @Override
  public void finish() throws IOException {
    while (!underWay.isEmpty()) {
      awaitFirst();
    }
  }

  private void awaitFirst() throws IOException {
    UnderWay first = underWay.remove();
    spansUnderWay -= first.trace().spanCount();
    Deadline deadline = Deadline.after(timeout);
    CompletableFuture<WriteReceipt> receipt = first.receipt();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        count(receipt.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        return;
      } catch (ExecutionException failed) {
        Throwable cause = failed.getCause();
        boolean passes = cause instanceof StorageException known
            && known.error().retryable()
            && deadline.remaining().toMillis() > pause;
        if (!passes) {
          throw new IOException(
              "writing failed: " + (cause == null ? failed : cause).getMessage(), failed);
        }
        pause(pause);
        pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
        receipt = write(first.trace());
      } catch (TimeoutException late) {
        throw new IOException("the storage did not take a trace within " + timeout, late);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void count(WriteReceipt receipt) {
    accepted += receipt.accepted();
    for (WriteReceipt.Rejection rejection : receipt.rejections()) {
      rejected.merge(rejection.reason(), (long) rejection.spans(), Long::sum);
    }
  }

  @Override
  public long accepted() {
    return accepted;
  }

  @Override
  public Map<String, Long> rejected() {
    return rejected;
  }

  @Override
  public void close() {
    storage.close();
  }
}
