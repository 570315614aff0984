// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.collector.account.SpanAccounting;
import io.tracingonsls.collector.account.SpanAccounting.Outcome;
import io.tracingonsls.collector.enqueue.Admission;
import io.tracingonsls.collector.enqueue.PendingBatch;
import io.tracingonsls.collector.enqueue.SpanQueue;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A tenant whose Logstore takes no more does not keep others waiting. */
class TenantFairnessTest {
  private final AtomicBoolean throttling = new AtomicBoolean(true);
  private final SpanQueue queue = new SpanQueue(1 << 20);
  private final SpanAccounting accounting = new SpanAccounting(new PrometheusRegistry(), "h");

  private final class Throttling implements SpanWriter {
    @Override
    public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
      return context.tenant().equals("busy") && throttling.get()
          ? CompletableFuture.failedFuture(new StorageException(StorageError.THROTTLED, "full"))
          : CompletableFuture.completedFuture(WriteReceipt.stored(batch.spanCount()));
    }

    @Override
    public CompletionStage<Void> flush() {
      return CompletableFuture.completedFuture(null);
    }
  }

  private CompletableFuture<WriteReceipt> offer(String tenant) {
    PendingBatch batch =
        new PendingBatch(TestSpans.batch(1), tenant, 100, Deadline.after(Duration.ofSeconds(60)));
    assertThat(queue.offer(batch)).isEqualTo(Admission.ADMITTED);
    return batch.answer().toCompletableFuture();
  }

  @Test
  void throttledTenant_waits_othersDoNot() {
    try (BatchDispatcher dispatcher = new BatchDispatcher(queue, new Throttling(), accounting, 1)) {
      List<CompletableFuture<WriteReceipt>> busy = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        busy.add(offer("busy"));
      }
      dispatcher.start();
      for (int i = 0; i < 20; i++) {
        CompletableFuture<WriteReceipt> calm = offer("calm");
        CollectorFixture.eventually(calm::isDone);
      }
      assertThat(busy).noneMatch(CompletableFuture::isDone);
      assertThat(queue.waitingBatches()).isPositive();
      throttling.set(false);
      CollectorFixture.eventually(() -> busy.stream().allMatch(CompletableFuture::isDone));
      CollectorFixture.eventually(() -> queue.heldSpans() == 0);
      assertThat(accounting.spans(Outcome.STORED)).isEqualTo(120);
    }
  }

  @Test
  void restingBatch_canBeWithdrawn() {
    PendingBatch batch =
        new PendingBatch(TestSpans.batch(1), "busy", 100, Deadline.after(Duration.ofSeconds(60)));
    assertThat(queue.offer(batch)).isEqualTo(Admission.ADMITTED);
    assertThat(queue.withdraw(batch)).isTrue();
    queue.rest(batch);
    assertThat(queue.withdraw(batch)).isTrue();
    queue.wakeResting();
    assertThat(queue.waitingBatches()).isZero();
  }
}
