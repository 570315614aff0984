// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects spans by equal resource and scope, in order of first occurrence. */
final class ZipkinBatch {
  private final Map<Resource, Map<Scope, List<Span>>> groups = new LinkedHashMap<>();

  void add(TraceSpan span) {
    groups
        .computeIfAbsent(span.resource(), absent -> new LinkedHashMap<>())
        .computeIfAbsent(span.scope(), absent -> new ArrayList<>())
        .add(span.span());
  }

  SpanBatch build() {
    List<ResourceSpans> resources = new ArrayList<>(groups.size());
    groups.forEach((resource, scopes) -> {
      List<ScopeSpans> scopeSpans = new ArrayList<>(scopes.size());
      scopes.forEach((scope, spans) -> scopeSpans.add(new ScopeSpans(scope, spans)));
      resources.add(new ResourceSpans(resource, scopeSpans));
    });
    return new SpanBatch(resources);
  }
}
