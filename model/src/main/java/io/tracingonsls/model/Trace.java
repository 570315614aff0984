// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import java.util.List;

/** All spans of one trace that the store gave, and what has to be said about the whole: a cut, a broken row. */
public record Trace(TraceId traceId, List<TraceSpan> spans, List<String> warnings) {
  public Trace {
    spans = List.copyOf(spans);
    warnings = List.copyOf(warnings);
  }
}
