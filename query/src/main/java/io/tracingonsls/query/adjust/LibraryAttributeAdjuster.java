// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Moves what describes the tracing library from spans to the resource, which all its spans share then. A value that differs from the
 * resource's stays on the span, with a warning.
 */
final class LibraryAttributeAdjuster implements TraceAdjuster {
  private static final Set<String> LIBRARY_KEYS = Set.of(
      "telemetry.sdk.language",
      "telemetry.sdk.name",
      "telemetry.sdk.version",
      "telemetry.distro.name",
      "telemetry.distro.version");

  @Override
  public Trace adjust(Trace trace) {
    Map<Resource, Map<String, AttributeValue>> moved = new HashMap<>();
    Trace without = SpanEdits.mapSpans(
        trace,
        located -> hasLibraryKey(located.span().attributes())
            ? located.withSpan(withoutMoved(
                located, moved.computeIfAbsent(located.resource(), resource -> new HashMap<>())))
            : located);
    return moved.isEmpty() ? trace : SpanEdits.mapSpans(without, receiver(moved));
  }

  private static Span withoutMoved(TraceSpan located, Map<String, AttributeValue> moved) {
    Attributes attributes = located.span().attributes();
    Attributes.Builder kept = Attributes.builder(attributes.size());
    Span.Builder span = located.span().toBuilder();
    for (int i = 0; i < attributes.size(); i++) {
      String key = attributes.key(i);
      AttributeValue value = attributes.value(i);
      if (!LIBRARY_KEYS.contains(key)) {
        kept.put(key, value);
        continue;
      }
      AttributeValue own = located.resource().attributes().get(key);
      AttributeValue present = own == null ? moved.putIfAbsent(key, value) : own;
      if (present != null && !present.equals(value)) {
        kept.put(key, value);
        span.addWarning("conflicting values between Span and Resource for attribute " + key);
      }
    }
    return span.attributes(kept.build()).build();
  }

  private static boolean hasLibraryKey(Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.key(i).startsWith("telemetry.") && LIBRARY_KEYS.contains(attributes.key(i))) {
        return true;
      }
    }
    return false;
  }

  private static UnaryOperator<TraceSpan> receiver(
      Map<Resource, Map<String, AttributeValue>> moved) {
    Map<Resource, Resource> receivers = new HashMap<>();
    moved.forEach((resource, attributes) -> {
      if (!attributes.isEmpty()) {
        receivers.put(resource, with(resource, attributes));
      }
    });
    return span ->
        SpanEdits.withResource(span, receivers.getOrDefault(span.resource(), span.resource()));
  }

  private static Resource with(Resource resource, Map<String, AttributeValue> moved) {
    Attributes.Builder attributes = resource.attributes().toBuilder();
    moved.forEach(attributes::put);
    return new Resource(
        AttributeOrder.sorted(attributes.build()),
        resource.droppedAttributesCount(),
        resource.schemaUrl());
  }
}
