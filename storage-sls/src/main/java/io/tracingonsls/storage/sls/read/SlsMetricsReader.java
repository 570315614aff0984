// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.MetricSeries;
import io.tracingonsls.storage.MetricSeries.Point;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Rates, errors and latencies from spans counted by operation, slice of time and slice of latency: {@link SpanCountCache} keeps the counts,
 * so that all charts of a page cost one statement and its next refresh one small statement. Points lie on multiples of the step; each
 * covers the window that ends there.
 */
public final class SlsMetricsReader implements MetricsReader {
  private final SpanCountCache counts;

  public SlsMetricsReader(
      SlsCalls calls, ReadSettings settings, LogstoreInspector inspector, Clock clock) {
    this.counts = new SpanCountCache(new SpanCountReader(calls, settings, inspector, clock), clock);
  }

  @Override
  public List<MetricSeries> latencies(MetricsQuery query, double quantile, ReadContext context) {
    return series(query, context, window -> window.quantileMillis(quantile));
  }

  @Override
  public List<MetricSeries> callRates(MetricsQuery query, ReadContext context) {
    double seconds = query.ratePer().toMillis() / 1000.0;
    return series(query, context, window -> window.calls() / seconds);
  }

  @Override
  public List<MetricSeries> errorRates(MetricsQuery query, ReadContext context) {
    return series(query, context, window -> (double) window.errors() / window.calls());
  }

  @Override
  public Duration minStep() {
    return Duration.ofSeconds(1);
  }

  private List<MetricSeries> series(
      MetricsQuery query, ReadContext context, ToDoubleFunction<SpanCounts.Window> measure) {
    context.throwIfStopped();
    List<MetricSeries> series = new ArrayList<>();
    for (SpanCounts line : counts.read(query, context)) {
      series.add(new MetricSeries(line.service(), line.operation(), points(query, line, measure)));
    }
    return series;
  }

  private static List<Point> points(
      MetricsQuery query, SpanCounts line, ToDoubleFunction<SpanCounts.Window> measure) {
    long step = Math.max(1_000_000, query.step().toNanos());
    long first = -Math.floorDiv(-query.range().fromNanos(), step) * step;
    long last = -Math.floorDiv(-query.range().toNanos(), step) * step;
    List<Point> points = new ArrayList<>();
    for (long at = first; at <= last; at += step) {
      SpanCounts.Window window = line.window(at - query.ratePer().toNanos(), at);
      if (window.calls() > 0) {
        points.add(new Point(at / 1_000_000, measure.applyAsDouble(window)));
      }
    }
    return points;
  }
}
