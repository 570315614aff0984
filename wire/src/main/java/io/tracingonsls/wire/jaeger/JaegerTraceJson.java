// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.io.IOException;
import java.util.List;

/**
 * Writes traces in the JSON of Jaeger's query API, span by span, so that an answer of any length takes no memory beyond the traces
 * themselves. Not thread-safe. The generator stays the caller's to flush and close.
 */
public final class JaegerTraceJson {
  private static final SerializedString TRACE_ID = new SerializedString("traceID");
  private static final SerializedString SPAN_ID = new SerializedString("spanID");

  private final JsonGenerator json;
  private final JaegerTagJson tags;
  private final char[] digits = new char[16];
  private TraceId lastTraceId = TraceId.ZERO;
  private SerializedString lastTraceHex = new SerializedString(TraceId.ZERO.toJaegerHex());

  public JaegerTraceJson(JsonGenerator json) {
    this.json = json;
    this.tags = new JaegerTagJson(json);
  }

  /** Writes one element of the answer's {@code data} array. Spans keep their order. */
  public void write(Trace trace) throws IOException {
    ProcessTable processes = new ProcessTable();
    json.writeStartObject();
    TraceSpan first = trace.spans().isEmpty() ? null : trace.spans().get(0);
    json.writeStringField(
        "traceID", (first == null ? trace.traceId() : first.span().traceId()).toJaegerHex());
    json.writeArrayFieldStart("spans");
    for (TraceSpan span : trace.spans()) {
      span(span, processes.keyOf(span.resource()));
    }
    json.writeEndArray();
    json.writeObjectFieldStart("processes");
    int number = 0;
    for (Resource process : processes.inOrder()) {
      number++;
      json.writeObjectFieldStart("p" + number);
      json.writeStringField("serviceName", JaegerView.serviceName(process));
      tags.write("tags", JaegerView.processTags(process));
      json.writeEndObject();
    }
    json.writeEndObject();
    warnings(trace.warnings());
    json.writeEndObject();
  }

  private void span(TraceSpan traceSpan, String processKey) throws IOException {
    Span span = traceSpan.span();
    json.writeStartObject();
    ids(span.traceId(), span.spanId());
    if (span.jaegerFlags() != 0) {
      json.writeNumberField("flags", Integer.toUnsignedLong(span.jaegerFlags()));
    }
    json.writeStringField("operationName", span.name());
    references(JaegerView.references(span));
    json.writeNumberField("startTime", span.startMicros());
    json.writeNumberField("duration", Math.max(0, span.durationMicros()));
    tags.write("tags", JaegerView.tags(traceSpan.scope(), span));
    json.writeArrayFieldStart("logs");
    for (SpanEvent event : span.events()) {
      log(event);
    }
    json.writeEndArray();
    json.writeStringField("processID", processKey);
    warnings(JaegerView.warnings(span));
    json.writeEndObject();
  }

  private void references(List<SpanLink> references) throws IOException {
    json.writeArrayFieldStart("references");
    for (SpanLink reference : references) {
      json.writeStartObject();
      json.writeStringField(
          "refType",
          (reference.type() == ReferenceType.CHILD_OF
                  ? ReferenceType.CHILD_OF
                  : ReferenceType.FOLLOWS_FROM)
              .name());
      ids(reference.traceId(), reference.spanId());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void ids(TraceId traceId, SpanId spanId) throws IOException {
    if (!traceId.equals(lastTraceId)) {
      lastTraceId = traceId;
      lastTraceHex = new SerializedString(traceId.toJaegerHex());
    }
    json.writeFieldName(TRACE_ID);
    json.writeString(lastTraceHex);
    json.writeFieldName(SPAN_ID);
    spanId.putHex(digits, 0);
    json.writeString(digits, 0, digits.length);
  }

  private void log(SpanEvent event) throws IOException {
    Attributes fields = JaegerView.fields(event);
    json.writeStartObject();
    json.writeNumberField("timestamp", Math.floorDiv(event.timeNanos(), 1000L));
    tags.write("fields", fields);
    json.writeEndObject();
  }

  private void warnings(List<String> warnings) throws IOException {
    if (warnings.isEmpty()) {
      json.writeNullField("warnings");
      return;
    }
    json.writeArrayFieldStart("warnings");
    for (String warning : warnings) {
      json.writeString(warning);
    }
    json.writeEndArray();
  }
}
