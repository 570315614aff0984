// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.CollectorSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorSamplingTest {
  @TempDir
  private Path dir;

  private static SamplingStrategy ask(CollectorSampling sampling, String service) throws Exception {
    return sampling.ask(service).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void everyPartOfAStrategyComesThrough_andIsRememberedForAWhile() throws Exception {
    Path file = Files.writeString(dir.resolve("strategies.json"), """
        {"default_strategy": {"type": "ratelimiting", "param": 5},
         "service_strategies": [{"service": "shop", "type": "probabilistic", "param": 0.5,
           "operation_strategies": [{"operation": "/health", "type": "probabilistic", "param": 0.0}]}]}
        """);
    AtomicLong nanos = new AtomicLong();
    CollectorSettings.Builder settings = CollectorFixture.settings()
        .sampling(new CollectorSettings.SamplingSettings(file.toString(), Duration.ZERO, 0.1));
    CollectorFixture collector =
        new CollectorFixture(new ScriptedSpanWriter(), settings, ReceiverKind.JAEGER_GRPC);
    CollectorTarget target = CollectorTarget.parse(
        List.of("127.0.0.1:" + collector.port(ReceiverKind.JAEGER_GRPC)), CollectorTls.OFF);
    try (collector;
        CollectorChannel channel = new CollectorChannel(target)) {
      CollectorSampling sampling = new CollectorSampling(
          channel, new ForwardMetrics(new PrometheusRegistry()), Duration.ofSeconds(5), nanos::get);
      SamplingStrategy shop = ask(sampling, "shop");
      assertThat(shop.samplingRate()).isEqualTo(0.5);
      assertThat(shop.operations()).isNotNull();
      assertThat(shop.operations().operations())
          .containsExactly(new SamplingStrategy.Operation("/health", 0.0));
      assertThat(ask(sampling, "other").maxTracesPerSecond()).isEqualTo(5);
      assertThat(ask(sampling, "shop")).isSameAs(shop);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
      assertThat(ask(sampling, "shop")).isNotSameAs(shop).isEqualTo(shop);
    }
  }
}
