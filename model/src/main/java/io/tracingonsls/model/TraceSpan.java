// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/** A span with its surroundings, as readers hand it out. Equal resources should be the same object, so that later stages compare cheaply. */
public record TraceSpan(Resource resource, Scope scope, Span span) {
  public TraceSpan withSpan(Span changed) {
    return new TraceSpan(resource, scope, changed);
  }
}
