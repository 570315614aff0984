// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.SpanKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What to measure.
 *
 * @param kinds spans of other kinds do not count; empty means all
 * @param ratePer window over which a rate is averaged
 */
public record MetricsQuery(
    List<String> services,
    boolean groupByOperation,
    Set<SpanKind> kinds,
    TimeRange range,
    Duration step,
    Duration ratePer) {
  public MetricsQuery {
    services = List.copyOf(services);
    kinds = Set.copyOf(kinds);
  }
}
