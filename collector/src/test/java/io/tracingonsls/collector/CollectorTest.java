// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.collector.account.SpanAccounting.Outcome;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.collector.receive.IntakeResult;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.sanitize.SpanLimits;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import io.tracingonsls.server.lifecycle.EventLoops;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.server.settings.SettingsReader;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CollectorTest {
  private static final Origin ORIGIN = new Origin(SpanFormat.JAEGER, "http", "");

  @Test
  void writesWhatItHasAdmitted_whenClosed() throws Exception {
    AtomicInteger written = new AtomicInteger();
    ExecutorService slow = Executors.newSingleThreadExecutor();
    SpanWriter writer = new SpanWriter() {
      @Override
      public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
        CompletableFuture<WriteReceipt> receipt = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, slow).execute(() -> {
          written.addAndGet(batch.spanCount());
          receipt.complete(WriteReceipt.stored(batch.spanCount()));
        });
        return receipt;
      }

      @Override
      public CompletionStage<Void> flush() {
        return CompletableFuture.completedStage(null);
      }
    };
    CollectorFixture fixture =
        new CollectorFixture(writer, CollectorFixture.settings().workers(1));
    List<CompletableFuture<IntakeResult>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(
          fixture.collector().intake().submit(TestSpans.batch(10), ORIGIN).toCompletableFuture());
    }
    fixture.collector().close(Duration.ofSeconds(20));
    fixture.close();
    slow.shutdownNow();
    assertThat(written).hasValue(500);
    for (CompletableFuture<IntakeResult> answer : answers) {
      assertThat(answer.get(1, TimeUnit.SECONDS).accepted()).isEqualTo(10);
    }
    assertThat(fixture.spans(Outcome.STORED)).isEqualTo(500);
  }

  @Test
  void tellsSenders_whenItStopsWithoutAReceipt() {
    ScriptedSpanWriter writer = new ScriptedSpanWriter();
    writer.hang();
    CollectorFixture fixture = new CollectorFixture(
        writer, CollectorFixture.settings().writeTimeout(Duration.ofMinutes(1)));
    CompletableFuture<IntakeResult> answer =
        fixture.collector().intake().submit(TestSpans.batch(10), ORIGIN).toCompletableFuture();
    fixture.close();
    assertThat(answer).isCompletedExceptionally();
    assertThat(fixture.accountsAddUp()).isTrue();
    CompletableFuture<IntakeResult> late =
        fixture.collector().intake().submit(TestSpans.batch(1), ORIGIN).toCompletableFuture();
    assertThat(late).isCompletedExceptionally();
  }

  @Test
  void triesAgainWhileThrottled_withinTheWait() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    ScriptedSpanWriter store = new ScriptedSpanWriter();
    SpanWriter writer = new SpanWriter() {
      @Override
      public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
        return calls.incrementAndGet() <= 5
            ? CompletableFuture.failedFuture(new StorageException(StorageError.THROTTLED, "full"))
            : store.write(batch, context);
      }

      @Override
      public CompletionStage<Void> flush() {
        return CompletableFuture.completedStage(null);
      }
    };
    try (CollectorFixture fixture = new CollectorFixture(
        writer, CollectorFixture.settings().writeTimeout(Duration.ofSeconds(20)))) {
      IntakeResult result = fixture
          .collector()
          .intake()
          .submit(TestSpans.batch(3), ORIGIN)
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
      assertThat(result.accepted()).isEqualTo(3);
      assertThat(store.spanCount()).isEqualTo(3);
    }
  }

  @Test
  void countsReceiptsThatRefuseSomeSpans_andJournaledOnes() throws Exception {
    SpanWriter writer = new SpanWriter() {
      @Override
      public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
        return CompletableFuture.completedStage(new WriteReceipt(
            batch.spanCount() - 1,
            List.of(new WriteReceipt.Rejection("too_large", 1)),
            WriteReceipt.Durability.JOURNALED));
      }

      @Override
      public CompletionStage<Void> flush() {
        return CompletableFuture.completedStage(null);
      }
    };
    try (CollectorFixture fixture = new CollectorFixture(writer, CollectorFixture.settings())) {
      IntakeResult result = fixture
          .collector()
          .intake()
          .submit(TestSpans.batch(5), ORIGIN)
          .toCompletableFuture()
          .get(5, TimeUnit.SECONDS);
      assertThat(result.accepted()).isEqualTo(4);
      assertThat(result.rejected()).containsEntry("too_large", 1);
      assertThat(fixture.spans(Outcome.JOURNALED)).isEqualTo(4);
      assertThat(fixture.spans(Outcome.REJECTED)).isEqualTo(1);
      assertThat(fixture.accountsAddUp()).isTrue();
    }
  }

  @Test
  void neverAcknowledgesWhatIsLost_withAStoreThatFailsAtRandom() throws Exception {
    long seed = Long.getLong("tests.seed", 23L);
    Random random = new Random(seed);
    ScriptedSpanWriter writer = new ScriptedSpanWriter();
    try (CollectorFixture fixture = new CollectorFixture(
        writer,
        CollectorFixture.settings().queueBytes(20_000).writeTimeout(Duration.ofMillis(100)))) {
      List<CompletableFuture<IntakeResult>> answers = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        switch (random.nextInt(20)) {
          case 0 -> writer.hang();
          case 1 ->
            writer.failWith(
                List.of(StorageError.values()).get(random.nextInt(StorageError.values().length)));
          case 2 -> writer.release();
          default -> writer.succeed();
        }
        answers.add(fixture
            .collector()
            .intake()
            .submit(TestSpans.batch(1 + random.nextInt(5)), ORIGIN)
            .toCompletableFuture());
        assertThat(fixture.collector().accounting().receivedSpans()).isPositive();
      }
      writer.succeed();
      CollectorFixture.eventually(() -> {
        writer.release();
        return answers.stream().allMatch(CompletableFuture::isDone)
            && fixture.collector().queuedSpans() == 0;
      });
      int acknowledged = answers.stream()
          .filter(answer -> !answer.isCompletedExceptionally())
          .mapToInt(answer -> answer.join().accepted())
          .sum();
      assertThat(acknowledged).as("seed %s", seed).isLessThanOrEqualTo(writer.spanCount());
      assertThat(fixture.accountsAddUp()).isTrue();
    }
  }

  @Test
  void leavesNothingOpen_whenAPortIsTaken() {
    try (CollectorFixture first = new CollectorFixture(
        new ScriptedSpanWriter(), CollectorFixture.settings(), ReceiverKind.ZIPKIN)) {
      HostPort taken = first.collector().addresses().get(ReceiverKind.ZIPKIN);
      CollectorSettings settings = CollectorSettings.builder()
          .listen(ReceiverKind.JAEGER_HTTP, ListenerSettings.plain(new HostPort("127.0.0.1", 0)))
          .listen(ReceiverKind.ZIPKIN, ListenerSettings.plain(taken))
          .build();
      try (EventLoops loops = EventLoops.create("second", 1)) {
        CollectorRuntime runtime = new CollectorRuntime(new PrometheusRegistry(), loops, "h");
        assertThatThrownBy(() -> Collector.start(settings, new ScriptedSpanWriter(), runtime))
            .isInstanceOfSatisfying(ListenException.class, e -> {
              assertThat(e.address()).isEqualTo(taken);
              assertThat(e.listener()).isEqualTo("collector.zipkin.host-port");
            });
      }
    }
  }

  private static SettingValues values(CollectorFlags flags, String... arguments) {
    List<Setting<?>> all = new ArrayList<>(flags.addresses().values());
    all.addAll(flags.others());
    return SettingsReader.read(new SettingsCatalog(all), List.of(arguments), Map.of());
  }

  @Test
  void derivesSettingsFromFlags() {
    CollectorFlags flags = CollectorFlags.everything();
    SettingValues values = values(
        flags,
        "--collector.queue-size-memory=64",
        "--collector.tags=zone=${ZONE},a=b",
        "--collector.zipkin.host-port=:1234",
        "--collector.zipkin.cors.allowed-origins=*",
        "--collector.max-tag-size=1KiB",
        "--multi-tenancy.enabled",
        "--sampling.default-sampling-probability=1");
    CollectorSettings settings = flags.settings(
        values,
        Set.of(ReceiverKind.ZIPKIN, ReceiverKind.UDP_COMPACT),
        values::get,
        Map.of("ZONE", "z"));
    assertThat(settings.queueBytes()).isEqualTo(64L << 20);
    assertThat(settings.tags().text("zone")).isEqualTo("z");
    assertThat(settings.listeners())
        .containsOnlyKeys(ReceiverKind.ZIPKIN, ReceiverKind.UDP_COMPACT);
    assertThat(settings.listeners().get(ReceiverKind.ZIPKIN).address().port()).isEqualTo(1234);
    assertThat(settings.listeners().get(ReceiverKind.ZIPKIN).corsOrigins()).containsExactly("*");
    assertThat(settings.listeners().get(ReceiverKind.UDP_COMPACT).address().port())
        .isEqualTo(6831);
    assertThat(settings.spanLimits().valueChars()).isEqualTo(1024);
    assertThat(settings.tenancy().enabled()).isTrue();
    assertThat(settings.sampling().defaultProbability()).isEqualTo(1.0);
  }

  @Test
  void usesTheSameDefaultsForFlagsAndBuilder() {
    CollectorFlags flags = CollectorFlags.everything();
    SettingValues values = values(flags);
    CollectorSettings fromFlags = flags.settings(values, Set.of(), values::get, Map.of());
    CollectorSettings built = CollectorSettings.builder().build();
    assertThat(fromFlags.httpLimits()).isEqualTo(built.httpLimits());
    assertThat(fromFlags.spanLimits())
        .isEqualTo(built.spanLimits())
        .isEqualTo(SpanLimits.defaults());
    assertThat(fromFlags.grpc()).isEqualTo(built.grpc());
    assertThat(fromFlags.udp()).isEqualTo(built.udp());
    assertThat(fromFlags.sampling()).isEqualTo(built.sampling());
    assertThat(fromFlags.tenancy()).isEqualTo(built.tenancy());
    assertThat(fromFlags.queueBytes()).isEqualTo(built.queueBytes());
    assertThat(fromFlags.writeTimeout()).isEqualTo(built.writeTimeout());
    assertThat(fromFlags.workers()).isEqualTo(built.workers());
  }

  @Test
  void refusesFlagsThatContradictEachOther() {
    CollectorFlags flags = CollectorFlags.everything();
    SettingValues tls = values(flags, "--collector.http.tls.cert=/x");
    assertThatThrownBy(
            () -> flags.settings(tls, Set.of(ReceiverKind.JAEGER_HTTP), tls::get, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--collector.http.tls.cert: given while --collector.http.tls.enabled is false");
    SettingValues tags = values(flags, "--collector.tags=broken");
    assertThatThrownBy(() -> flags.settings(tags, Set.of(), tags::get, Map.of()))
        .hasMessage("--collector.tags: broken (expected: key=value)");
  }
}
