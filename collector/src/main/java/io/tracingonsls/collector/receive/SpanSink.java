// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.model.SpanBatch;
import java.util.concurrent.CompletionStage;

/** Where receivers hand over what they decoded. Thread-safe; never blocks. */
@FunctionalInterface
public interface SpanSink {
  /** Takes a batch; the stage completes when the sink answers for it, or fails with what {@link Refusal#of} understands. */
  CompletionStage<IntakeResult> submit(SpanBatch batch, Origin origin);
}
