// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.fake;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A writer whose next answers the test decides: succeed, fail, or hang until released. Records what it took. Thread-safe.
 */
public final class ScriptedSpanWriter implements SpanWriter {
  private final List<SpanBatch> taken = new ArrayList<>();
  private final List<CompletableFuture<WriteReceipt>> hanging = new ArrayList<>();
  private Mode mode = Mode.SUCCEED;

  private enum Mode {
    SUCCEED,
    FAIL,
    HANG
  }

  private StorageError failure = StorageError.UNAVAILABLE;

  /** From now on every write succeeds at once. */
  public synchronized void succeed() {
    mode = Mode.SUCCEED;
  }

  /** From now on every write fails at once. */
  public synchronized void failWith(StorageError error) {
    mode = Mode.FAIL;
    failure = error;
  }

  /** From now on writes complete only by {@link #release()}. */
  public synchronized void hang() {
    mode = Mode.HANG;
  }

  /** Completes every hanging write. */
  public synchronized void release() {
    for (CompletableFuture<WriteReceipt> receipt : hanging) {
      receipt.complete(WriteReceipt.stored(0));
    }
    hanging.clear();
  }

  /** Batches that were stored or are hanging, in order. */
  public synchronized List<SpanBatch> taken() {
    return List.copyOf(taken);
  }

  public synchronized int spanCount() {
    return taken.stream().mapToInt(SpanBatch::spanCount).sum();
  }

  @Override
  public synchronized CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
    if (mode == Mode.FAIL) {
      return CompletableFuture.failedFuture(new StorageException(failure, "scripted failure"));
    }
    taken.add(batch);
    if (mode == Mode.SUCCEED) {
      return CompletableFuture.completedFuture(WriteReceipt.stored(batch.spanCount()));
    }
    CompletableFuture<WriteReceipt> receipt = new CompletableFuture<>();
    hanging.add(receipt);
    return receipt;
  }

  @Override
  public CompletionStage<Void> flush() {
    return CompletableFuture.completedFuture(null);
  }
}
