// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.TraceId;
import java.util.List;

/**
 * A trace in a few numbers.
 *
 * @param rootService service of the earliest span without a parent; empty when the trace has no root
 * @param orphanSpanCount spans whose parent is not in the trace
 * @param services sorted by name
 */
public record TraceSummary(
    TraceId traceId,
    String rootService,
    String rootOperation,
    long startNanos,
    long endNanos,
    int spanCount,
    int errorSpanCount,
    int orphanSpanCount,
    List<ServiceSummary> services) {
  public TraceSummary {
    services = List.copyOf(services);
  }

  /** A service's part in a trace. */
  public record ServiceSummary(String name, int spanCount, int errorSpanCount) {}
}
