// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import java.util.List;

/** Spans made by one instrumentation library. */
public record ScopeSpans(Scope scope, List<Span> spans) {
  public ScopeSpans {
    spans = List.copyOf(spans);
  }
}
