// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import java.util.ArrayList;
import java.util.List;

/** Spans as they arrive together: grouped by resource and scope, so that shared parts are decoded and encoded once. */
public record SpanBatch(List<ResourceSpans> resources) {
  public static final SpanBatch EMPTY = new SpanBatch(List.of());

  public SpanBatch {
    resources = List.copyOf(resources);
  }

  public static SpanBatch of(ResourceSpans... resources) {
    return new SpanBatch(List.of(resources));
  }

  public int spanCount() {
    int count = 0;
    for (ResourceSpans resource : resources) {
      for (ScopeSpans scope : resource.scopes()) {
        count += scope.spans().size();
      }
    }
    return count;
  }

  /** Every span with its surroundings, in order. */
  public List<TraceSpan> flatten() {
    List<TraceSpan> spans = new ArrayList<>();
    for (ResourceSpans resource : resources) {
      for (ScopeSpans scope : resource.scopes()) {
        for (Span span : scope.spans()) {
          spans.add(new TraceSpan(resource.resource(), scope.scope(), span));
        }
      }
    }
    return spans;
  }
}
