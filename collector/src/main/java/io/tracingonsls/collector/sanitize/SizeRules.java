// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;
import java.util.ArrayList;
import java.util.List;

/** Cuts what is too long and drops what is too much, never the span: each change is told in a warning. */
final class SizeRules implements SpanSanitizer {
  private final SpanLimits limits;

  SizeRules(SpanLimits limits) {
    this.limits = limits;
  }

  @Override
  public Span sanitize(Span span) {
    long bytes = SpanSizes.of(span);
    // Nothing in a span this small can be above a limit of its own.
    boolean small =
        bytes <= Math.min(limits.spanBytes(), Math.min(limits.nameChars(), limits.valueChars()));
    if (small) {
      return span;
    }
    AttributeCutter cutter = new AttributeCutter(limits);
    Span cut = cutTexts(span, cutter);
    return SpanSizes.of(cut) <= limits.spanBytes() ? cut : dropSurplus(cut);
  }

  private Span cutTexts(Span span, AttributeCutter cutter) {
    Span.Builder builder = span.toBuilder();
    builder.name(cutter.text("operation name", span.name(), limits.nameChars()));
    builder.attributes(cutter.attributes("attribute", span.attributes()));
    builder.events(events(span.events(), cutter));
    builder.links(links(span.links(), cutter));
    cutter.warnings().forEach(builder::addWarning);
    return cutter.warnings().isEmpty() ? span : builder.build();
  }

  private List<SpanEvent> events(List<SpanEvent> events, AttributeCutter cutter) {
    List<SpanEvent> cut = new ArrayList<>(events.size());
    for (SpanEvent event : events) {
      cut.add(new SpanEvent(
          event.timeNanos(),
          cutter.text("event name", event.name(), limits.nameChars()),
          cutter.attributes("event attribute", event.attributes()),
          event.droppedAttributesCount()));
    }
    return cut;
  }

  private static List<SpanLink> links(List<SpanLink> links, AttributeCutter cutter) {
    List<SpanLink> cut = new ArrayList<>(links.size());
    for (SpanLink link : links) {
      cut.add(new SpanLink(
          link.traceId(),
          link.spanId(),
          link.type(),
          link.traceState(),
          link.flags(),
          cutter.attributes("link attribute", link.attributes()),
          link.droppedAttributesCount()));
    }
    return cut;
  }

  /** Keeps attributes first, then links, then events, each from its beginning, as long as there is room. */
  private Span dropSurplus(Span span) {
    long room = limits.spanBytes() - 4096L - span.name().length();
    Attributes.Builder attributes = Attributes.builder(span.attributes().size());
    for (int i = 0; i < span.attributes().size(); i++) {
      AttributeValue value = span.attributes().value(i);
      room -= 64 + span.attributes().key(i).length() + SpanSizes.of(value);
      if (room < 0) {
        break;
      }
      attributes.put(span.attributes().key(i), value);
    }
    List<SpanLink> links = new ArrayList<>();
    for (SpanLink link : span.links()) {
      room -= room < 0 ? 0 : SpanSizes.of(link);
      if (room >= 0) {
        links.add(link);
      }
    }
    List<SpanEvent> events = new ArrayList<>();
    for (SpanEvent event : span.events()) {
      room -= room < 0 ? 0 : SpanSizes.of(event);
      if (room >= 0) {
        events.add(event);
      }
    }
    return smaller(span, attributes.build(), links, events);
  }

  private Span smaller(
      Span span, Attributes attributes, List<SpanLink> links, List<SpanEvent> events) {
    int lostAttributes = span.attributes().size() - attributes.size();
    int lostLinks = span.links().size() - links.size();
    int lostEvents = span.events().size() - events.size();
    List<String> warnings =
        new ArrayList<>(span.warnings().subList(0, Math.min(8, span.warnings().size())));
    warnings.add("span is larger than " + limits.spanBytes() + " bytes: dropped " + lostAttributes
        + " attributes, " + lostLinks + " links and " + lostEvents + " events");
    return span.toBuilder()
        .attributes(attributes)
        .droppedAttributesCount(span.droppedAttributesCount() + lostAttributes)
        .links(links)
        .droppedLinksCount(span.droppedLinksCount() + lostLinks)
        .events(events)
        .droppedEventsCount(span.droppedEventsCount() + lostEvents)
        .traceState(span.traceState().length() > 4096 ? "" : span.traceState())
        .warnings(warnings)
        .build();
  }
}
