// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.model.AttributeValue;
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
import io.tracingonsls.testing.generate.SeededSpans;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Grouping, receipts, refusal and retry of writes, against a client of the test's own. */
class SlsSpanWriterTest {
  private static final WriteSettings SETTINGS = new WriteSettings(
      2,
      1_000_000,
      Duration.ofMillis(5),
      Duration.ofMillis(30),
      8_000_000,
      Duration.ZERO,
      Duration.ZERO,
      "10.0.0.1");

  private final FakeSlsClient client = FakeSlsClient.prepared("spans");
  private SlsSpanWriter writer = writer(SETTINGS);

  private SlsSpanWriter writer(WriteSettings settings) {
    LogstoreInspector inspector = new LogstoreInspector(client, "spans", LayoutChoice.AUTO);
    inspector.tryToLook();
    return new SlsSpanWriter(
        client,
        "spans",
        inspector,
        settings,
        new QueueBudget(settings.queueBytes()),
        Clock.systemUTC(),
        StorageMetrics.NONE);
  }

  @AfterEach
  void close() {
    client.onWrite(group -> {});
    writer.close();
  }

  private static SpanBatch spans(int count, String value) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(Span.builder()
          .traceId(new TraceId(1, i))
          .spanId(new SpanId(i + 1))
          .startNanos(1_600_000_000_000_000_000L)
          .attributes(Attributes.of("k", AttributeValue.of(value)))
          .build());
    }
    return SpanBatch.of(ResourceSpans.of(Resource.ofService("s", Attributes.empty()), spans));
  }

  private static WriteContext within(Duration time) {
    return new WriteContext("", Deadline.after(time));
  }

  private CompletionStage<WriteReceipt> write(SpanBatch batch) {
    return writer.write(batch, within(Duration.ofSeconds(20)));
  }

  private static WriteReceipt get(CompletionStage<WriteReceipt> stage) throws Exception {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw (Exception) failed.getCause();
    }
  }

  private static void assertFails(CompletionStage<WriteReceipt> stage, StorageError error) {
    assertThatThrownBy(() -> get(stage))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.error()).isEqualTo(error));
  }

  @Test
  void manyWrites_shareGroups() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    client.onWrite(group -> await(release));
    List<CompletionStage<WriteReceipt>> receipts = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      receipts.add(write(spans(2, "v")));
    }
    release.countDown();
    for (CompletionStage<WriteReceipt> receipt : receipts) {
      assertThat(get(receipt)).isEqualTo(WriteReceipt.stored(2));
    }
    assertThat(client.groups).hasSizeLessThan(100);
  }

  @Test
  void receipt_waitsForLogService() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    client.onWrite(group -> await(release));
    CompletionStage<WriteReceipt> receipt = write(spans(1, "v"));
    assertThatThrownBy(() -> receipt.toCompletableFuture().get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    release.countDown();
    assertThat(get(receipt).accepted()).isEqualTo(1);
  }

  @Test
  void fullQueue_refusesAtOnce() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    client.onWrite(group -> await(release));
    SpanBatch large = spans(1_000, "x".repeat(2_000));
    List<CompletionStage<WriteReceipt>> receipts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      receipts.add(write(large));
    }
    assertFails(receipts.get(4), StorageError.THROTTLED);
    release.countDown();
    assertThat(get(receipts.get(0)).accepted()).isEqualTo(1_000);
  }

  @Test
  void groups_stayWithinTheLimits() throws Exception {
    assertThat(get(write(spans(9_000, "y".repeat(500)))).accepted()).isEqualTo(9_000);
    for (byte[] group : client.groups) {
      assertThat(group.length).isLessThan(WriteSettings.MAX_GROUP_BYTES + 100);
      assertThat(logs(group)).isLessThanOrEqualTo(WriteSettings.MAX_GROUP_LOGS);
    }
    assertThat(client.groups.stream().mapToInt(SlsSpanWriterTest::logs).sum()).isEqualTo(9_000);
  }

  @Test
  void passingFailures_areRetried() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    client.onWrite(group -> {
      if (tries.incrementAndGet() <= 3) {
        throw FakeSlsClient.failure(SlsFailure.Kind.SERVER, "ServerBusy");
      }
    });
    assertThat(get(write(spans(3, "v"))).accepted()).isEqualTo(3);
    assertThat(tries.get()).isEqualTo(4);
  }

  @Test
  void writeThatIsNeverConfirmed_timesOutAndFreesItsRoom() throws Exception {
    client.onWrite(group -> {
      throw FakeSlsClient.failure(SlsFailure.Kind.NETWORK, "RequestError");
    });
    CompletionStage<WriteReceipt> hopeless =
        writer.write(spans(1_000, "z".repeat(3_000)), within(Duration.ofMillis(300)));
    assertFails(hopeless, StorageError.TIMED_OUT);
    assertThatThrownBy(() -> get(hopeless)).hasMessageContaining("RequestError");
    client.onWrite(group -> {});
    for (int i = 0; i < 5; i++) {
      assertThat(get(write(spans(1_000, "z".repeat(3_000)))).accepted()).isEqualTo(1_000);
    }
  }

  @Test
  void poisonSpan_isRefusedAndHarmsNoOther() throws Exception {
    client.onWrite(group -> {
      if (new String(group, StandardCharsets.ISO_8859_1).contains("poison")) {
        throw FakeSlsClient.failure(SlsFailure.Kind.QUERY, "PostBodyInvalid");
      }
    });
    List<Span> spans = new ArrayList<>(
        spans(100, "good").flatten().stream().map(located -> located.span()).toList());
    spans.set(37, spans.get(37).toBuilder().name("poison").build());
    CompletionStage<WriteReceipt> mixed =
        write(SpanBatch.of(ResourceSpans.of(Resource.ofService("s", Attributes.empty()), spans)));
    CompletionStage<WriteReceipt> other = write(spans(10, "good"));
    assertThat(get(mixed).accepted()).isEqualTo(99);
    assertThat(get(mixed).rejections())
        .containsExactly(new WriteReceipt.Rejection("refused_by_store", 1));
    assertThat(get(other)).isEqualTo(WriteReceipt.stored(10));
  }

  @Test
  void hugeSpan_isCutWithAWarning() throws Exception {
    SpanBatch huge = spans(1, "h".repeat(5_000_000));
    assertThat(get(write(huge)).accepted()).isEqualTo(1);
    String group = new String(client.groups.get(0), StandardCharsets.UTF_8);
    assertThat(group.length()).isLessThan(1_000_000);
    assertThat(group).contains("too large to store");
  }

  @Test
  void hugeResource_isCutToo() throws Exception {
    Attributes.Builder tags = Attributes.builder();
    for (int i = 0; i < 20_000; i++) {
      tags.put("key" + i, "value".repeat(20));
    }
    Span span = Span.builder().traceId(new TraceId(1, 2)).spanId(new SpanId(3)).build();
    SpanBatch batch =
        SpanBatch.of(ResourceSpans.of(Resource.ofService("s", tags.build()), List.of(span)));
    assertThat(get(write(batch)).accepted()).isEqualTo(1);
    assertThat(client.groups.get(0).length).isLessThan(1_000_001);
  }

  @Test
  void emptyBatch_isStored() throws Exception {
    assertThat(get(write(SpanBatch.EMPTY))).isEqualTo(WriteReceipt.stored(0));
  }

  @Test
  void close_sendsWhatWasAccepted() throws Exception {
    writer = writer(new WriteSettings(
        1,
        1_000_000,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        8_000_000,
        Duration.ZERO,
        Duration.ZERO,
        "s"));
    CompletionStage<WriteReceipt> receipt = write(spans(7, "v"));
    writer.close();
    assertThat(get(receipt)).isEqualTo(WriteReceipt.stored(7));
    assertFails(write(spans(1, "v")), StorageError.CLOSED);
    writer.close();
  }

  @Test
  void flush_hurriesWhatLingers() throws Exception {
    writer = writer(new WriteSettings(
        1,
        1_000_000,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        8_000_000,
        Duration.ZERO,
        Duration.ZERO,
        "s"));
    CompletionStage<WriteReceipt> receipt = write(spans(7, "v"));
    writer.flush().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(receipt.toCompletableFuture()).isCompleted();
  }

  @Test
  void manyThreads_loseNothing() throws Exception {
    AtomicInteger count = new AtomicInteger();
    client.onWrite(group -> {
      if (count.incrementAndGet() % 7 == 0) {
        throw FakeSlsClient.failure(SlsFailure.Kind.QUOTA, "ShardWriteQuotaExceed");
      }
    });
    SeededSpans seeded = new SeededSpans(42);
    List<SpanBatch> batches = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      batches.add(seeded.batch(5));
    }
    List<CompletionStage<WriteReceipt>> receipts = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t;
      Thread thread = new Thread(() -> {
        for (int i = first; i < batches.size(); i += 4) {
          receipts.add(write(batches.get(i)));
        }
      });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    writer.flush().toCompletableFuture().get(20, TimeUnit.SECONDS);
    int accepted = 0;
    for (CompletionStage<WriteReceipt> receipt : receipts) {
      accepted += get(receipt).accepted();
    }
    assertThat(accepted).isEqualTo(1_000);
    assertThat(client.groups.stream().mapToInt(SlsSpanWriterTest::logs).sum()).isEqualTo(1_000);
  }

  /** Logs in a LogGroup: length-delimited fields number 1. */
  private static int logs(byte[] group) {
    int logs = 0;
    int at = 0;
    while (at < group.length) {
      int tag = group[at++];
      int size = 0;
      int shift = 0;
      byte b;
      do {
        b = group[at++];
        size |= (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      at += size;
      logs += tag == 0x0a ? 1 : 0;
    }
    return logs;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
