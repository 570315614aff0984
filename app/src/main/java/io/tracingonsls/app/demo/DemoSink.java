// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.SpanBatch;
import java.util.concurrent.CompletionStage;

/** Where demo spans go: the collector's pipeline. */
@FunctionalInterface
public interface DemoSink {
  /** Takes a batch; the stage completes when it is stored, exceptionally when it was refused. */
  CompletionStage<?> write(SpanBatch batch);
}
