// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.MetricSeries;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rates and latencies per step. */
public abstract class MetricsContract extends StorageContract {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void ratesErrorsAndLatencies_areMeasuredPerStep() {
    String service = maker.unique("svc");
    long minute = maker.baseNanos() / (60 * SECOND) * 60 * SECOND - 300 * SECOND;
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      long start = minute + (i + 1) * SECOND;
      boolean fails = i % 3 == 0;
      long millis = (i + 1) * 1_000_000L;
      spans.add(maker.span(
          service,
          SpanMaker.traceId(),
          builder -> builder
              .kind(SpanKind.SERVER)
              .startNanos(start)
              .durationNanos(millis)
              .status(fails ? new SpanStatus(SpanStatus.Code.ERROR, "") : SpanStatus.UNSET)));
      spans.add(maker.span(
          service,
          SpanMaker.traceId(),
          builder -> builder.kind(SpanKind.CLIENT).startNanos(start).durationNanos(SECOND)));
    }
    store(spans);
    MetricsQuery query = new MetricsQuery(
        List.of(service),
        false,
        Set.of(SpanKind.SERVER),
        new TimeRange(minute, minute + 60 * SECOND),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1));
    long at = (minute + 60 * SECOND) / 1_000_000;
    Eventually.holds(PATIENCE, () -> {
      assertThat(at(storage().metricsReader().callRates(query, read()), at))
          .isCloseTo(0.5, within(0.01));
      assertThat(at(storage().metricsReader().errorRates(query, read()), at))
          .isCloseTo(1 / 3.0, within(0.01));
      assertThat(at(storage().metricsReader().latencies(query, 0.5, read()), at))
          .isCloseTo(15.5, within(1.5));
    });
  }

  @Test
  void unknownService_hasNoPoints() {
    long end = maker.baseNanos();
    MetricsQuery query = new MetricsQuery(
        List.of(maker.unique("nobody")),
        true,
        Set.of(),
        new TimeRange(end - 60 * SECOND, end),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1));
    assertThat(storage().metricsReader().callRates(query, read()))
        .allMatch(series -> series.points().isEmpty());
  }

  private static double at(List<MetricSeries> series, long timeMillis) {
    assertThat(series).hasSize(1);
    return series.get(0).points().stream()
        .filter(point -> point.timeMillis() == timeMillis)
        .mapToDouble(MetricSeries.Point::value)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no point at " + timeMillis + " in " + series));
  }
}
