// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.storage.WriteReceipt.Durability;
import io.tracingonsls.storage.WriteReceipt.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One call of {@code write} on its way: completes when each of its parts has been stored or refused, fails with the first that failed. */
public final class PendingWrite {
  private final int spans;
  private final Deadline deadline;
  private final List<Rejection> rejections;
  private final CompletableFuture<WriteReceipt> receipt = new CompletableFuture<>();
  private int openLogs;
  private int refused;

  public PendingWrite(EncodedBatch batch, Deadline deadline) {
    this.spans = batch.spans();
    this.openLogs = batch.spans();
    this.rejections = batch.rejections();
    this.deadline = deadline;
  }

  public CompletableFuture<WriteReceipt> receipt() {
    return receipt;
  }

  Deadline deadline() {
    return deadline;
  }

  boolean isDone() {
    return receipt.isDone();
  }

  void stored(int logs) {
    close(logs, 0);
  }

  /** Log Service will never take these logs. */
  void refused(int logs) {
    close(logs, logs);
  }

  private void close(int logs, int ofThemRefused) {
    WriteReceipt done = null;
    synchronized (this) {
      openLogs -= logs;
      refused += ofThemRefused;
      if (openLogs == 0) {
        done = new WriteReceipt(spans - refused, allRejections(), Durability.STORED);
      }
    }
    if (done != null) {
      receipt.complete(done);
    }
  }

  private List<Rejection> allRejections() {
    if (refused == 0) {
      return rejections;
    }
    List<Rejection> all = new ArrayList<>(rejections);
    all.add(new Rejection("refused_by_store", refused));
    return all;
  }

  void failed(StorageException failure) {
    receipt.completeExceptionally(failure);
  }
}
