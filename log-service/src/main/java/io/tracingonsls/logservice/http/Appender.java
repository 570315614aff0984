// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.fault.Faults;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How a LogGroup gets into the engine. */
@FunctionalInterface
interface Appender {
  /** Completes when the group is kept. */
  CompletionStage<Long> append(Logstore logstore, AppendRequest request);

  /** The only way outside of tests: acknowledged when the engine has it. */
  static Appender direct() {
    return Logstore::append;
  }

  /** For tests: acknowledged at once and visible after the script's delay. */
  static Appender delayedBy(Faults faults, ScheduledExecutorService scheduler) {
    return (logstore, request) -> {
      long millis = faults.visibilityDelay().toMillis();
      if (millis == 0) {
        return logstore.append(request);
      }
      boolean refused = scheduler
          .schedule(() -> logstore.append(request), millis, TimeUnit.MILLISECONDS)
          .isCancelled();
      return refused
          ? CompletableFuture.failedStage(new IllegalStateException("scheduler: closed"))
          : CompletableFuture.completedStage(-1L);
    };
  }
}
