// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceSpan;
import java.io.IOException;
import java.util.List;

/**
 * Writes spans in OTLP's JSON, one by one; the generator stays the caller's. Empty fields are left out, but {@code resource}, {@code scope}
 * and {@code status} always stand there, as Jaeger's {@code /api/v3} has it.
 */
public final class OtlpJsonWriter {
  private final JsonGenerator json;
  private final OtlpJsonValues values;

  public OtlpJsonWriter(JsonGenerator json) {
    this.json = json;
    this.values = new OtlpJsonValues(json);
  }

  /** Writes the spans of a trace, in OTLP's shape, as elements of the {@code resourceSpans} array that the caller has begun. */
  public void writeTrace(List<TraceSpan> spans) throws IOException {
    for (ResourceSpans resource : OtlpView.group(spans)) {
      write(resource);
    }
  }

  /** Writes one element of {@code resourceSpans}; its spans must have OTLP's shape. */
  public void write(ResourceSpans spans) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("resource");
    values.attributes(spans.resource().attributes());
    count("droppedAttributesCount", spans.resource().droppedAttributesCount());
    json.writeEndObject();
    json.writeArrayFieldStart("scopeSpans");
    for (ScopeSpans scope : spans.scopes()) {
      scopeSpans(scope);
    }
    json.writeEndArray();
    text("schemaUrl", spans.resource().schemaUrl());
    json.writeEndObject();
  }

  private void scopeSpans(ScopeSpans spans) throws IOException {
    Scope scope = spans.scope();
    json.writeStartObject();
    json.writeObjectFieldStart("scope");
    text("name", scope.name());
    text("version", scope.version());
    values.attributes(scope.attributes());
    count("droppedAttributesCount", scope.droppedAttributesCount());
    json.writeEndObject();
    json.writeArrayFieldStart("spans");
    for (Span span : spans.spans()) {
      span(span);
    }
    json.writeEndArray();
    text("schemaUrl", scope.schemaUrl());
    json.writeEndObject();
  }

  private void span(Span span) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", span.traceId().toHex32());
    json.writeStringField("spanId", span.spanId().toHex());
    text("traceState", span.traceState());
    if (!span.isRoot()) {
      json.writeStringField("parentSpanId", span.parentSpanId().toHex());
    }
    count("flags", span.traceFlags());
    text("name", span.name());
    count("kind", OtlpCodes.number(span.kind()));
    time("startTimeUnixNano", span.startNanos());
    time("endTimeUnixNano", span.endNanos());
    values.attributes(span.attributes());
    count("droppedAttributesCount", span.droppedAttributesCount());
    events(span.events());
    count("droppedEventsCount", span.droppedEventsCount());
    links(span.links());
    count("droppedLinksCount", span.droppedLinksCount());
    status(span.status());
    json.writeEndObject();
  }

  private void events(List<SpanEvent> events) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("events");
    for (SpanEvent event : events) {
      json.writeStartObject();
      time("timeUnixNano", event.timeNanos());
      text("name", event.name());
      values.attributes(event.attributes());
      count("droppedAttributesCount", event.droppedAttributesCount());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void links(List<SpanLink> links) throws IOException {
    if (links.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("links");
    for (SpanLink link : links) {
      json.writeStartObject();
      json.writeStringField("traceId", link.traceId().toHex32());
      if (!link.spanId().isZero()) {
        json.writeStringField("spanId", link.spanId().toHex());
      }
      text("traceState", link.traceState());
      values.attributes(link.attributes());
      count("droppedAttributesCount", link.droppedAttributesCount());
      count("flags", link.flags());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void status(SpanStatus status) throws IOException {
    json.writeObjectFieldStart("status");
    text("message", status.message());
    count("code", OtlpCodes.number(status.code()));
    json.writeEndObject();
  }

  private void text(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private void count(String name, int value) throws IOException {
    if (value != 0) {
      json.writeNumberField(name, Integer.toUnsignedLong(value));
    }
  }

  private void time(String name, long nanos) throws IOException {
    json.writeStringField(name, Long.toString(Math.max(0, nanos)));
  }
}
