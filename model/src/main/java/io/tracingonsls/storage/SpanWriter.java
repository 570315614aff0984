// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.SpanBatch;
import java.util.concurrent.CompletionStage;

/** Stores spans. Thread-safe. */
public interface SpanWriter {
  /**
   * Takes a batch. Never blocks its caller: when it can't take the batch it completes at once with {@link StorageError#THROTTLED}. The stage
   * completes only when the batch is as durable as the receipt says; a crash afterwards loses nothing. It completes exceptionally with a
   * {@link StorageException}, on a thread of the writer's: continuations must be short or hop to an executor of their own.
   *
   * <p>A batch that fails may have been stored in part or whole: writing it again may duplicate spans, never lose them.
   */
  CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context);

  /** Completes when everything taken before this call has been stored or has failed. */
  CompletionStage<Void> flush();
}
