// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a span that fits into no log smaller: long texts are cut, long lists lose their end, and a warning says so.
 *
 * @param maxText characters that a text keeps
 * @param maxEntries attributes, events and links that lists keep, each counted as dropped beyond
 */
record OversizeCut(int maxText, int maxEntries) {
  static final List<OversizeCut> LEVELS = List.of(
      new OversizeCut(64 * 1024, 10_000),
      new OversizeCut(8 * 1024, 1_000),
      new OversizeCut(1024, 200),
      new OversizeCut(128, 32));

  TraceSpan apply(TraceSpan located) {
    Resource resource = located.resource();
    Scope scope = located.scope();
    Span span = located.span();
    Attributes attributes = span.attributes();
    Span.Builder smaller = span.toBuilder()
        .name(text(span.name()))
        .traceState(text(span.traceState()))
        .status(new SpanStatus(span.status().code(), text(span.status().message())))
        .attributes(attributes(attributes))
        .droppedAttributesCount(dropped(span.droppedAttributesCount(), attributes.size()))
        .events(events(span.events()))
        .droppedEventsCount(dropped(span.droppedEventsCount(), span.events().size()))
        .links(links(span.links()))
        .droppedLinksCount(dropped(span.droppedLinksCount(), span.links().size()))
        .warnings(warnings(span));
    return new TraceSpan(
        new Resource(
            attributes(resource.attributes()),
            resource.droppedAttributesCount(),
            text(resource.schemaUrl())),
        new Scope(
            text(scope.name()),
            text(scope.version()),
            attributes(scope.attributes()),
            scope.droppedAttributesCount(),
            text(scope.schemaUrl())),
        smaller.build());
  }

  private List<String> warnings(Span span) {
    List<String> warnings = new ArrayList<>();
    for (String warning : first(span.warnings())) {
      warnings.add(text(warning));
    }
    warnings.add("the span was too large to store and was cut: texts to " + maxText
        + " characters, lists to " + maxEntries + " entries");
    return warnings;
  }

  private int dropped(int before, int size) {
    return (int) Math.min(Integer.MAX_VALUE, (long) before + Math.max(0, size - maxEntries));
  }

  private <T> List<T> first(List<T> list) {
    return list.size() <= maxEntries ? list : list.subList(0, maxEntries);
  }

  private List<SpanEvent> events(List<SpanEvent> events) {
    List<SpanEvent> smaller = new ArrayList<>();
    for (SpanEvent event : first(events)) {
      smaller.add(new SpanEvent(
          event.timeNanos(),
          text(event.name()),
          attributes(event.attributes()),
          dropped(event.droppedAttributesCount(), event.attributes().size())));
    }
    return smaller;
  }

  private List<SpanLink> links(List<SpanLink> links) {
    List<SpanLink> smaller = new ArrayList<>();
    for (SpanLink link : first(links)) {
      smaller.add(new SpanLink(
          link.traceId(),
          link.spanId(),
          link.type(),
          text(link.traceState()),
          link.flags(),
          attributes(link.attributes()),
          dropped(link.droppedAttributesCount(), link.attributes().size())));
    }
    return smaller;
  }

  private Attributes attributes(Attributes attributes) {
    Attributes.Builder smaller = Attributes.builder();
    for (int i = 0; i < Math.min(attributes.size(), maxEntries); i++) {
      smaller.put(text(attributes.key(i)), value(attributes.value(i)));
    }
    return smaller.build();
  }

  private AttributeValue value(AttributeValue value) {
    if (value instanceof StringValue text) {
      return AttributeValue.of(text(text.value()));
    }
    if (value instanceof BytesValue bytes && bytes.length() > maxText) {
      return BytesValue.owning(Arrays.copyOf(bytes.toByteArray(), maxText));
    }
    if (value instanceof ListValue list) {
      return new ListValue(first(list.values()).stream().map(this::value).toList());
    }
    return value instanceof MapValue map ? new MapValue(attributes(map.entries())) : value;
  }

  private String text(String text) {
    if (text.length() <= maxText) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(maxText - 1)) ? maxText - 1 : maxText;
    return text.substring(0, end);
  }
}
