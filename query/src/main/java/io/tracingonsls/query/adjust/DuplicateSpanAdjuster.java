// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** Drops a span when an equal one came before it. Spans that share an id but differ in anything stay. */
final class DuplicateSpanAdjuster implements TraceAdjuster {
  @Override
  public Trace adjust(Trace trace) {
    Set<TraceSpan> distinct = new LinkedHashSet<>(trace.spans());
    return distinct.size() == trace.spans().size()
        ? trace
        : new Trace(trace.traceId(), new ArrayList<>(distinct), trace.warnings());
  }
}
