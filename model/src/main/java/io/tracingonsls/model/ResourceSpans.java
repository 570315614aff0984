// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import java.util.List;

/** Spans of one resource, grouped by scope. */
public record ResourceSpans(Resource resource, List<ScopeSpans> scopes) {
  public ResourceSpans {
    scopes = List.copyOf(scopes);
  }

  /** Spans without a scope: what Jaeger and Zipkin send. */
  public static ResourceSpans of(Resource resource, List<Span> spans) {
    return new ResourceSpans(resource, List.of(new ScopeSpans(Scope.EMPTY, spans)));
  }
}
