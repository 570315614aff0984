// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.storage.sls.client.FakeSlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.provision.LayoutChoice;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.testing.contract.Eventually;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Writers of several tenants share one bound, and give back what they took however a write ends. */
class QueueBudgetTest {
  private static final long CAPACITY = 3_000_000;
  private static final WriteSettings SETTINGS = new WriteSettings(
      2,
      1_000_000,
      Duration.ofMillis(1),
      Duration.ofMillis(5),
      CAPACITY,
      Duration.ZERO,
      Duration.ZERO,
      "127.0.0.1");

  private final QueueBudget budget = new QueueBudget(CAPACITY);

  private SlsSpanWriter writer(FakeSlsClient client) {
    LogstoreInspector inspector = new LogstoreInspector(client, "spans", LayoutChoice.AUTO);
    inspector.tryToLook();
    return new SlsSpanWriter(
        client, "spans", inspector, SETTINGS, budget, Clock.systemUTC(), StorageMetrics.NONE);
  }

  private static SpanBatch batch(int bytes) {
    Span span = Span.builder()
        .traceId(new TraceId(1, 2))
        .spanId(new SpanId(3))
        .name("n".repeat(bytes))
        .startNanos(1_700_000_000_000_000_000L)
        .durationNanos(1)
        .build();
    return SpanBatch.of(
        ResourceSpans.of(Resource.ofService("svc", Attributes.empty()), List.of(span)));
  }

  private static CompletableFuture<WriteReceipt> write(SlsSpanWriter writer, Duration patience) {
    return writer
        .write(batch(600_000), new WriteContext("", Deadline.after(patience)))
        .toCompletableFuture();
  }

  @Test
  void twoWriters_shareTheBound_andGiveBackWhatTheyTook() {
    FakeSlsClient away = FakeSlsClient.prepared("spans");
    away.onWrite(group -> {
      throw new SlsFailure(
          SlsFailure.Kind.NETWORK, "NetworkError", 0, "away", new java.io.IOException("away"));
    });
    try (SlsSpanWriter first = writer(away);
        SlsSpanWriter second = writer(FakeSlsClient.prepared("spans"))) {
      List<CompletableFuture<WriteReceipt>> waiting = new ArrayList<>();
      CompletableFuture<WriteReceipt> last = write(first, Duration.ofSeconds(2));
      while (!last.isDone()) {
        waiting.add(last);
        last = write(first, Duration.ofSeconds(2));
      }
      assertThat(waiting).hasSizeBetween(2, 5);
      assertThrottled(last);
      assertThrottled(write(second, Duration.ofSeconds(2)));
      Eventually.holds(
          Duration.ofSeconds(20),
          () -> assertThat(waiting).allMatch(CompletableFuture::isCompletedExceptionally));
      Eventually.holds(
          Duration.ofSeconds(20), () -> assertThat(budget.usedBytes()).isZero());
      assertThat(write(second, Duration.ofSeconds(20)).join().accepted()).isEqualTo(1);
      Eventually.holds(
          Duration.ofSeconds(20), () -> assertThat(budget.usedBytes()).isZero());
    }
  }

  private static void assertThrottled(CompletableFuture<WriteReceipt> write) {
    assertThat(write)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.error()).isEqualTo(StorageError.THROTTLED));
  }
}
