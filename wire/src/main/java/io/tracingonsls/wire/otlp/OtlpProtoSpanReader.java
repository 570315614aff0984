// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import static io.tracingonsls.wire.proto.ProtoReader.FIXED32;
import static io.tracingonsls.wire.proto.ProtoReader.FIXED64;
import static io.tracingonsls.wire.proto.ProtoReader.LENGTH;
import static io.tracingonsls.wire.proto.ProtoReader.VARINT;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.proto.ProtoReader;
import java.util.ArrayList;
import java.util.List;

/** Reads the message {@code Span}. */
final class OtlpProtoSpanReader {
  private final ProtoReader in;
  private final OtlpProtoAttributes attributes;
  private final NestedValues nested;
  private final Attributes.Builder ofSpan = Attributes.builder();

  OtlpProtoSpanReader(ProtoReader in, OtlpProtoAttributes attributes, NestedValues nested) {
    this.in = in;
    this.attributes = attributes;
    this.nested = nested;
  }

  Span read() throws DecodeException {
    in.budget().span();
    nested.startSpan();
    int outer = in.enter();
    Span.Builder span = Span.builder();
    long startNanos = 0;
    long endNanos = 0;
    ofSpan.clear();
    List<SpanEvent> events = new ArrayList<>(0);
    List<SpanLink> links = new ArrayList<>(0);
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 7 << 3 | FIXED64 -> startNanos = OtlpTimes.signed(in.fixed64());
        case 8 << 3 | FIXED64 -> endNanos = OtlpTimes.signed(in.fixed64());
        case 9 << 3 | LENGTH -> attributes.read(ofSpan);
        case 11 << 3 | LENGTH -> events.add(event());
        case 13 << 3 | LENGTH -> links.add(link());
        default -> field(tag, span);
      }
    }
    in.leave(outer);
    String warning = nested.warning();
    if (warning != null) {
      span.addWarning(warning);
    }
    return span.startNanos(startNanos)
        .durationNanos(endNanos - startNanos)
        .attributes(ofSpan.build())
        .events(events)
        .links(links)
        .build();
  }

  private void field(int tag, Span.Builder span) throws DecodeException {
    switch (tag) {
      case 1 << 3 | LENGTH -> span.traceId(in.traceId());
      case 2 << 3 | LENGTH -> span.spanId(in.spanId());
      case 3 << 3 | LENGTH -> span.traceState(in.text());
      case 4 << 3 | LENGTH -> span.parentSpanId(in.spanId());
      case 5 << 3 | LENGTH -> span.name(in.recurringText());
      case 6 << 3 | VARINT -> span.kind(OtlpCodes.kind(in.int32()));
      case 10 << 3 | VARINT -> span.droppedAttributesCount(in.int32());
      case 12 << 3 | VARINT -> span.droppedEventsCount(in.int32());
      case 14 << 3 | VARINT -> span.droppedLinksCount(in.int32());
      case 15 << 3 | LENGTH -> span.status(status());
      case 16 << 3 | FIXED32 -> span.traceFlags(in.fixed32());
      default -> in.skip(tag);
    }
  }

  private SpanStatus status() throws DecodeException {
    int outer = in.enter();
    String message = "";
    SpanStatus.Code code = SpanStatus.Code.UNSET;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 2 << 3 | LENGTH -> message = in.text();
        case 3 << 3 | VARINT -> code = OtlpCodes.status(in.int32());
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new SpanStatus(code, message);
  }

  private SpanEvent event() throws DecodeException {
    in.budget().struct();
    int outer = in.enter();
    long timeNanos = 0;
    String name = "";
    Attributes.Builder read = Attributes.builder(4);
    int dropped = 0;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | FIXED64 -> timeNanos = OtlpTimes.signed(in.fixed64());
        case 2 << 3 | LENGTH -> name = in.recurringText();
        case 3 << 3 | LENGTH -> attributes.read(read);
        case 4 << 3 | VARINT -> dropped = in.int32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new SpanEvent(timeNanos, name, read.build(), dropped);
  }

  private SpanLink link() throws DecodeException {
    in.budget().struct();
    int outer = in.enter();
    TraceId traceId = TraceId.ZERO;
    SpanId spanId = SpanId.ZERO;
    String traceState = "";
    Attributes.Builder read = Attributes.builder(2);
    int dropped = 0;
    int flags = 0;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> traceId = in.traceId();
        case 2 << 3 | LENGTH -> spanId = in.spanId();
        case 3 << 3 | LENGTH -> traceState = in.text();
        case 4 << 3 | LENGTH -> attributes.read(read);
        case 5 << 3 | VARINT -> dropped = in.int32();
        case 6 << 3 | FIXED32 -> flags = in.fixed32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new SpanLink(
        traceId, spanId, ReferenceType.NONE, traceState, flags, read.build(), dropped);
  }
}
