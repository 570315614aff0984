// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.jaeger.JaegerView;
import java.util.ArrayList;
import java.util.List;

/** Spans of Jaeger origin in OTLP's shape, by the rules of OpenTelemetry's translator. */
final class JaegerToOtlp {
  private JaegerToOtlp() {}

  /**
   * Whether a span came from Jaeger. Typed references and Jaeger's flags settle it; where there are none, whatever only OTLP can express
   * settles the contrary; where there is neither, the tags and process tags that only Jaeger's clients write do.
   */
  static boolean isFromJaeger(TraceSpan traceSpan) {
    Span span = traceSpan.span();
    if (span.jaegerFlags() != 0) {
      return true;
    }
    for (SpanLink link : span.links()) {
      if (link.type() != ReferenceType.NONE) {
        return true;
      }
    }
    return !isOnlyOtlp(traceSpan) && hasJaegerTags(traceSpan);
  }

  private static boolean isOnlyOtlp(TraceSpan traceSpan) {
    Span span = traceSpan.span();
    boolean otlpFields = span.kind() != SpanKind.UNSPECIFIED
        || !span.status().equals(SpanStatus.UNSET)
        || !span.traceState().isEmpty()
        || span.traceFlags() != 0;
    boolean otlpParts = !span.isRoot()
        || !span.links().isEmpty()
        || !traceSpan.scope().equals(Scope.EMPTY)
        || span.events().stream().anyMatch(event -> !event.name().isEmpty());
    return otlpFields || otlpParts;
  }

  private static boolean hasJaegerTags(TraceSpan traceSpan) {
    Attributes tags = traceSpan.span().attributes();
    Attributes process = traceSpan.resource().attributes();
    return tags.contains("span.kind")
        || tags.contains("error")
        || tags.contains("otel.status_code")
        || tags.contains("sampler.type")
        || process.contains("jaeger.version")
        || process.contains("hostname")
        || traceSpan.span().events().stream().anyMatch(e -> e.attributes().contains("event"));
  }

  static TraceSpan convert(TraceSpan traceSpan) {
    Span span = traceSpan.span();
    JaegerTags tags = new JaegerTags(span.attributes());
    Scope scope = scope(traceSpan.scope(), tags);
    SpanKind kind = span.kind() == SpanKind.UNSPECIFIED ? kind(tags) : span.kind();
    SpanStatus status =
        span.status().equals(SpanStatus.UNSET) ? JaegerStatus.take(tags, kind) : span.status();
    String traceState = span.traceState();
    if (traceState.isEmpty() && tags.get("w3c.tracestate") instanceof StringValue state) {
      traceState = state.value();
      tags.remove("w3c.tracestate");
    }
    Span converted = span.toBuilder()
        .kind(kind)
        .status(status)
        .traceState(traceState)
        .jaegerFlags(0)
        .attributes(tags.lastOfEach())
        .links(links(span))
        .events(events(span.events()))
        .build();
    return new TraceSpan(resource(traceSpan.resource()), scope, converted);
  }

  private static Resource resource(Resource process) {
    if (process.serviceName().equals(JaegerView.NO_SERVICE_NAME)) {
      return Resource.EMPTY;
    }
    Attributes.Builder renamed = Attributes.builder(process.attributes().size());
    Attributes tags = process.attributes();
    for (int i = 0; i < tags.size(); i++) {
      String key = tags.key(i);
      AttributeValue value = tags.value(i);
      if (key.equals("hostname") && !tags.contains("host.name")) {
        renamed.put("host.name", value);
      } else if (key.equals("jaeger.version") && !tags.contains("opencensus.exporterversion")) {
        renamed.put("opencensus.exporterversion", "Jaeger-" + value.asText());
      } else if (!key.equals(Resource.SERVICE_NAME) || !value.asText().isEmpty()) {
        renamed.put(key, value);
      }
    }
    Attributes attributes = new JaegerTags(renamed.build()).lastOfEach();
    return new Resource(attributes, process.droppedAttributesCount(), process.schemaUrl());
  }

  private static Scope scope(Scope scope, JaegerTags tags) {
    if (!(scope.name().isEmpty() && tags.get("otel.scope.name") instanceof StringValue name)) {
      return scope;
    }
    tags.remove("otel.scope.name");
    String version = scope.version();
    if (tags.get("otel.scope.version") instanceof StringValue tag) {
      version = tag.value();
      tags.remove("otel.scope.version");
    }
    return new Scope(
        name.value(),
        version,
        scope.attributes(),
        scope.droppedAttributesCount(),
        scope.schemaUrl());
  }

  private static SpanKind kind(JaegerTags tags) {
    if (!(tags.get("span.kind") instanceof StringValue kind)) {
      return SpanKind.UNSPECIFIED;
    }
    tags.remove("span.kind");
    return SpanKind.fromText(kind.value());
  }

  private static List<SpanLink> links(Span span) {
    List<SpanLink> links = new ArrayList<>(span.links().size());
    for (SpanLink link : span.links()) {
      if (link.type() == ReferenceType.NONE) {
        links.add(link);
      } else if (link.type() != ReferenceType.CHILD_OF
          || !link.spanId().equals(span.parentSpanId())) {
        String type = link.type() == ReferenceType.CHILD_OF ? "child_of" : "follows_from";
        links.add(new SpanLink(
            link.traceId(),
            link.spanId(),
            ReferenceType.NONE,
            link.traceState(),
            link.flags(),
            Attributes.of(JaegerView.REFERENCE_TYPE_KEY, AttributeValue.of(type)),
            0));
      }
    }
    return links;
  }

  /** The field {@code event} becomes the name if it is text; if it is not, it is dropped as Jaeger drops it. */
  private static List<SpanEvent> events(List<SpanEvent> logs) {
    List<SpanEvent> events = new ArrayList<>(logs.size());
    for (SpanEvent log : logs) {
      JaegerTags fields = new JaegerTags(log.attributes());
      String name = log.name();
      if (name.isEmpty()) {
        String event = fields.text("event");
        name = event == null ? "" : event;
        fields.remove("event");
      }
      events.add(
          new SpanEvent(log.timeNanos(), name, fields.lastOfEach(), log.droppedAttributesCount()));
    }
    return events;
  }
}
