// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.time.Duration;
import java.util.List;

/** Rates and latencies of spans over time: what Jaeger's Monitor tab shows. Blocking, thread-safe. */
public interface MetricsReader {
  /** Latency quantile per step, in milliseconds. */
  List<MetricSeries> latencies(MetricsQuery query, double quantile, ReadContext context);

  /** Calls per second. */
  List<MetricSeries> callRates(MetricsQuery query, ReadContext context);

  /** Share of calls that ended in error, 0 to 1. */
  List<MetricSeries> errorRates(MetricsQuery query, ReadContext context);

  /** The smallest step that makes sense. */
  Duration minStep();
}
