// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one span of OTLP's JSON. */
final class OtlpJsonSpanReader {
  private final JsonReader in;
  private final OtlpJsonAttributes attributes;
  private final NestedValues nested;

  OtlpJsonSpanReader(JsonReader in, OtlpJsonAttributes attributes, NestedValues nested) {
    this.in = in;
    this.attributes = attributes;
    this.nested = nested;
  }

  Span read() throws IOException, DecodeException {
    in.budget().span();
    nested.startSpan();
    Partial partial = new Partial();
    Span.Builder span = Span.builder();
    in.object(name -> part(partial, name) || field(span, name) || count(span, name));
    String warning = nested.warning();
    if (warning != null) {
      span.addWarning(warning);
    }
    return span.startNanos(partial.startNanos)
        .durationNanos(partial.endNanos - partial.startNanos)
        .attributes(partial.attributes.build())
        .events(partial.events)
        .links(partial.links)
        .build();
  }

  private boolean part(Partial partial, String name) throws IOException, DecodeException {
    switch (name) {
      case "startTimeUnixNano", "start_time_unix_nano" ->
        partial.startNanos = in.saturatedUnsigned64();
      case "endTimeUnixNano", "end_time_unix_nano" -> partial.endNanos = in.saturatedUnsigned64();
      case "attributes" -> attributes.readAll(partial.attributes);
      case "events" -> in.array(() -> partial.events.add(event()));
      case "links" -> in.array(() -> partial.links.add(link()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean field(Span.Builder span, String name) throws IOException, DecodeException {
    switch (name) {
      case "traceId", "trace_id" -> span.traceId(in.traceId("traceId"));
      case "spanId", "span_id" -> span.spanId(in.spanId("spanId"));
      case "parentSpanId", "parent_span_id" -> span.parentSpanId(in.spanId("parentSpanId"));
      case "traceState", "trace_state" -> span.traceState(in.text());
      case "name" -> span.name(in.text());
      case "kind" -> span.kind(kind());
      case "status" -> span.status(status());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean count(Span.Builder span, String name) throws IOException, DecodeException {
    switch (name) {
      case "flags" -> span.traceFlags(in.int32());
      case "droppedAttributesCount", "dropped_attributes_count" ->
        span.droppedAttributesCount(in.int32());
      case "droppedEventsCount", "dropped_events_count" -> span.droppedEventsCount(in.int32());
      case "droppedLinksCount", "dropped_links_count" -> span.droppedLinksCount(in.int32());
      default -> {
        return false;
      }
    }
    return true;
  }

  private SpanKind kind() throws IOException, DecodeException {
    return in.isText() ? OtlpCodes.kind(in.text()) : OtlpCodes.kind(in.int32());
  }

  private SpanStatus status() throws IOException, DecodeException {
    Partial partial = new Partial();
    in.object(name -> {
      switch (name) {
        case "message" -> partial.text = in.text();
        case "code" ->
          partial.code = in.isText() ? OtlpCodes.status(in.text()) : OtlpCodes.status(in.int32());
        default -> {
          return false;
        }
      }
      return true;
    });
    return new SpanStatus(partial.code, partial.text);
  }

  private SpanEvent event() throws IOException, DecodeException {
    in.budget().struct();
    Partial partial = new Partial();
    in.object(name -> {
      switch (name) {
        case "timeUnixNano", "time_unix_nano" -> partial.startNanos = in.saturatedUnsigned64();
        case "name" -> partial.text = in.text();
        case "attributes" -> attributes.readAll(partial.attributes);
        case "droppedAttributesCount", "dropped_attributes_count" -> partial.dropped = in.int32();
        default -> {
          return false;
        }
      }
      return true;
    });
    return new SpanEvent(
        partial.startNanos, partial.text, partial.attributes.build(), partial.dropped);
  }

  private SpanLink link() throws IOException, DecodeException {
    in.budget().struct();
    Partial partial = new Partial();
    in.object(name -> {
      switch (name) {
        case "traceId", "trace_id" -> partial.traceId = in.traceId("traceId");
        case "spanId", "span_id" -> partial.spanId = in.spanId("spanId");
        case "traceState", "trace_state" -> partial.text = in.text();
        case "attributes" -> attributes.readAll(partial.attributes);
        case "droppedAttributesCount", "dropped_attributes_count" -> partial.dropped = in.int32();
        case "flags" -> partial.flags = in.int32();
        default -> {
          return false;
        }
      }
      return true;
    });
    return new SpanLink(
        partial.traceId,
        partial.spanId,
        ReferenceType.NONE,
        partial.text,
        partial.flags,
        partial.attributes.build(),
        partial.dropped);
  }

  /** Fields on their way from JSON, in whatever order they come. */
  private static final class Partial {
    private final Attributes.Builder attributes = Attributes.builder();
    private final List<SpanEvent> events = new ArrayList<>(0);
    private final List<SpanLink> links = new ArrayList<>(0);
    private TraceId traceId = TraceId.ZERO;
    private SpanId spanId = SpanId.ZERO;
    private SpanStatus.Code code = SpanStatus.Code.UNSET;
    private String text = "";
    private long startNanos;
    private long endNanos;
    private int dropped;
    private int flags;
  }
}
