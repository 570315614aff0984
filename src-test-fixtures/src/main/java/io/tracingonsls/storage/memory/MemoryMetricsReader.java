// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.model.Span;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.MetricSeries;
import io.tracingonsls.storage.MetricSeries.Point;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.ReadContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Measures spans per step. The point at time {@code t} covers the window of {@link MetricsQuery#ratePer()} that ends at {@code t}; steps
 * lie on multiples of the step since the epoch, from the first one inside the range to the first one at or after its end.
 */
record MemoryMetricsReader(TenantTables tables) implements MetricsReader {
  @Override
  public List<MetricSeries> latencies(MetricsQuery query, double quantile, ReadContext context) {
    return series(query, context, spans -> quantileMillis(spans, quantile));
  }

  @Override
  public List<MetricSeries> callRates(MetricsQuery query, ReadContext context) {
    double seconds = query.ratePer().toMillis() / 1000.0;
    return series(query, context, spans -> spans.size() / seconds);
  }

  @Override
  public List<MetricSeries> errorRates(MetricsQuery query, ReadContext context) {
    return series(query, context, MemoryMetricsReader::errorShare);
  }

  @Override
  public Duration minStep() {
    return Duration.ofSeconds(1);
  }

  private List<MetricSeries> series(
      MetricsQuery query, ReadContext context, ToDoubleFunction<List<Span>> measure) {
    Map<String, Map<String, List<Span>>> groups = new TreeMap<>();
    tables
        .of(context)
        .all()
        .values()
        .forEach(spans -> spans.forEach(span -> collect(query, span, groups)));
    List<MetricSeries> result = new ArrayList<>();
    groups.forEach((service, operations) -> operations.forEach((operation, spans) ->
        result.add(new MetricSeries(service, operation, points(query, spans, measure)))));
    return result;
  }

  private static void collect(
      MetricsQuery query, TraceSpan located, Map<String, Map<String, List<Span>>> groups) {
    Span span = located.span();
    String service = located.resource().serviceName();
    if (query.services().contains(service)
        && (query.kinds().isEmpty() || query.kinds().contains(span.effectiveKind()))) {
      groups
          .computeIfAbsent(service, name -> new TreeMap<>())
          .computeIfAbsent(query.groupByOperation() ? span.name() : "", name -> new ArrayList<>())
          .add(span);
    }
  }

  private static List<Point> points(
      MetricsQuery query, List<Span> spans, ToDoubleFunction<List<Span>> measure) {
    long step = query.step().toNanos();
    long first = ceilDiv(query.range().fromNanos(), step) * step;
    long last = ceilDiv(query.range().toNanos(), step) * step;
    List<Point> points = new ArrayList<>();
    for (long at = first; at <= last; at += step) {
      long end = at;
      long begin = at - query.ratePer().toNanos();
      List<Span> window = spans.stream()
          .filter(span -> span.startNanos() > begin && span.startNanos() <= end)
          .toList();
      if (!window.isEmpty()) {
        points.add(new Point(at / 1_000_000, measure.applyAsDouble(window)));
      }
    }
    return points;
  }

  private static long ceilDiv(long value, long divisor) {
    return -Math.floorDiv(-value, divisor);
  }

  private static double quantileMillis(List<Span> spans, double quantile) {
    long[] sorted = spans.stream().mapToLong(Span::durationNanos).sorted().toArray();
    int rank = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted[Math.max(0, Math.min(sorted.length - 1, rank))] / 1e6;
  }

  private static double errorShare(List<Span> spans) {
    long errors =
        spans.stream().filter(span -> span.effectiveStatus().isError()).count();
    return (double) errors / spans.size();
  }
}
