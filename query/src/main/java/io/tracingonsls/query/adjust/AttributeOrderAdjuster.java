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
import java.util.List;
import java.util.function.UnaryOperator;

/** Sorts attributes of resources, scopes, spans, events and links; a log's field {@code event} comes first. Events keep their order. */
@SuppressWarnings("ReferenceEquality") // The same object means that nothing had to change.
final class AttributeOrderAdjuster implements TraceAdjuster {
  @Override
  public Trace adjust(Trace trace) {
    UnaryOperator<Resource> resources = SpanEdits.oncePerResource(AttributeOrderAdjuster::sorted);
    return SpanEdits.mapSpans(trace, located -> sorted(located, resources));
  }

  private static TraceSpan sorted(TraceSpan located, UnaryOperator<Resource> resources) {
    Resource resource = resources.apply(located.resource());
    Scope scope = sorted(located.scope());
    Span span = sorted(located.span());
    boolean same =
        resource == located.resource() && scope == located.scope() && span == located.span();
    return same ? located : new TraceSpan(resource, scope, span);
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
    Attributes attributes = AttributeOrder.sorted(span.attributes());
    List<SpanEvent> events = SpanEdits.map(span.events(), AttributeOrderAdjuster::sorted);
    List<SpanLink> links = SpanEdits.map(span.links(), AttributeOrderAdjuster::sorted);
    boolean same =
        attributes == span.attributes() && events == span.events() && links == span.links();
    return same
        ? span
        : span.toBuilder().attributes(attributes).events(events).links(links).build();
  }

  private static SpanEvent sorted(SpanEvent event) {
    Attributes fields = event.attributes();
    int first = event.name().isEmpty() ? eventField(fields) : -1;
    Attributes sorted = AttributeOrder.sortedBehind(fields, first);
    return sorted == fields
        ? event
        : new SpanEvent(event.timeNanos(), event.name(), sorted, event.droppedAttributesCount());
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
