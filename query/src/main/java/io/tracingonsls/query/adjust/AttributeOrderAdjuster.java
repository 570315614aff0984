// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Sorts attributes of resources, scopes, spans, events and links; a log's field {@code event} comes first. Events keep their order. */
@SuppressWarnings("ReferenceEquality") // The same object means that nothing had to change.
final class AttributeOrderAdjuster implements TraceAdjuster {
  @Override
  public Trace adjust(Trace trace) {
    UnaryOperator<Resource> resources = SpanEdits.oncePerResource(AttributeOrderAdjuster::sorted);
    return SpanEdits.mapSpans(
        trace,
        located -> new TraceSpan(
            resources.apply(located.resource()), sorted(located.scope()), sorted(located.span())));
  }

  private static Resource sorted(Resource resource) {
    Attributes attributes = AttributeOrder.sorted(resource.attributes());
    return attributes == resource.attributes()
        ? resource
        : new Resource(attributes, resource.droppedAttributesCount(), resource.schemaUrl());
  }

  private static Scope sorted(Scope scope) {
    Attributes attributes = AttributeOrder.sorted(scope.attributes());
    return attributes == scope.attributes()
        ? scope
        : new Scope(
            scope.name(),
            scope.version(),
            attributes,
            scope.droppedAttributesCount(),
            scope.schemaUrl());
  }

  private static Span sorted(Span span) {
    List<SpanEvent> events = new ArrayList<>(span.events().size());
    for (SpanEvent event : span.events()) {
      events.add(sorted(event));
    }
    List<SpanLink> links = new ArrayList<>(span.links().size());
    for (SpanLink link : span.links()) {
      links.add(sorted(link));
    }
    return span.toBuilder()
        .attributes(AttributeOrder.sorted(span.attributes()))
        .events(events)
        .links(links)
        .build();
  }

  private static SpanEvent sorted(SpanEvent event) {
    Attributes fields = event.attributes();
    int first = event.name().isEmpty() ? eventField(fields) : -1;
    return new SpanEvent(
        event.timeNanos(),
        event.name(),
        AttributeOrder.sortedBehind(fields, first),
        event.droppedAttributesCount());
  }

  private static int eventField(Attributes fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.key(i).equals("event") && fields.value(i) instanceof AttributeValue.StringValue) {
        return i;
      }
    }
    return -1;
  }

  private static SpanLink sorted(SpanLink link) {
    Attributes attributes = AttributeOrder.sorted(link.attributes());
    return attributes == link.attributes()
        ? link
        : new SpanLink(
            link.traceId(),
            link.spanId(),
            link.type(),
            link.traceState(),
            link.flags(),
            attributes,
            link.droppedAttributesCount());
  }
}
