// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.collector.account.SpanAccounting.Outcome;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.memory.MemoryTraceStorage;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Received spans are stored, queued or refused for a reason, and the metrics have the names on which Jaeger's users alert. */
class AccountingTest {
  private static final Origin ORIGIN = new Origin(SpanFormat.JAEGER, "http", "");
  private static final Origin ACMES = new Origin(SpanFormat.OTLP, "grpc", "acme");

  private static SpanBatch oneGoodOneWithoutTraceId() {
    Attributes sampled = Attributes.of("sampler.type", AttributeValue.of("probabilistic"));
    return TestSpans.batchOf(
        TestSpans.span(1).attributes(sampled).build(),
        TestSpans.span(2).traceId(new TraceId(0, 0)).attributes(sampled).build());
  }

  private static Map<String, Double> counters(PrometheusRegistry registry) {
    Map<String, Double> sums = new TreeMap<>();
    for (MetricSnapshot snapshot : registry.scrape()) {
      String name = snapshot.getMetadata().getPrometheusName();
      double sum = 0;
      if (snapshot instanceof CounterSnapshot counter) {
        sum = counter.getDataPoints().stream()
            .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
            .sum();
      }
      sums.put(name, sum);
    }
    return sums;
  }

  @Test
  void refusedRoots_countAsRejectedTraces_andAllNamesAreThere() {
    try (CollectorFixture collector =
        new CollectorFixture(new ScriptedSpanWriter(), CollectorFixture.settings())) {
      collector
          .collector()
          .intake()
          .submit(oneGoodOneWithoutTraceId(), ORIGIN)
          .toCompletableFuture()
          .join();
      Map<String, Double> counters = counters(collector.registry);
      assertThat(counters)
          .containsEntry("jaeger_collector_spans_received", 2.0)
          .containsEntry("jaeger_collector_spans_rejected", 1.0)
          .containsEntry("jaeger_collector_traces_received", 2.0)
          .containsEntry("jaeger_collector_traces_rejected", 1.0)
          .containsEntry("jaeger_collector_spans_saved_by_svc", 1.0)
          .containsEntry("jaeger_collector_traces_saved_by_svc", 1.0)
          .containsKeys(
              "jaeger_collector_spans_dropped",
              "jaeger_collector_queue_length",
              "jaeger_collector_queue_capacity",
              "jaeger_collector_batch_size",
              "jaeger_collector_spans_bytes",
              "jaeger_collector_spans_serviceNames",
              "jaeger_collector_save_latency",
              "jaeger_collector_in_queue_latency",
              "jaeger_collector_http_server_requests",
              "jaeger_collector_http_server_errors");
      assertThat(collector.accountsAddUp()).isTrue();
    }
  }

  @Test
  void spansOfTenants_addUpWhereverTheyEnd() {
    try (MemoryTraceStorage small = new MemoryTraceStorage(5)) {
      CollectorFixture collector =
          new CollectorFixture(small.spanWriter(), CollectorFixture.settings());
      try (collector) {
        for (Origin origin : new Origin[] {ORIGIN, ACMES}) {
          collector
              .collector()
              .intake()
              .submit(TestSpans.batch(4), origin)
              .toCompletableFuture()
              .join();
          assertThat(collector.collector().intake().submit(TestSpans.batch(3), origin))
              .failsWithin(java.time.Duration.ofSeconds(10))
              .withThrowableThat()
              .havingCause()
              .isInstanceOf(StorageException.class);
        }
        CollectorFixture.eventually(collector::accountsAddUp);
        CollectorFixture.eventually(() -> collector.spans(Outcome.DROPPED) == 6);
        assertThat(collector.spans(Outcome.STORED)).isEqualTo(8);
      }
    }
  }
}
