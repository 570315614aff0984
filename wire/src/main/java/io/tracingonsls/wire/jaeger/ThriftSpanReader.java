// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeBudget;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.Micros;
import io.tracingonsls.wire.thrift.ThriftReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.protocol.TType;

/** Reads Thrift spans into canonical ones. One object serves a whole message and is reset for each span. */
final class ThriftSpanReader {
  private static final String[] REQUIRED = {
    "traceIdLow",
    "traceIdHigh",
    "spanId",
    "parentSpanId",
    "operationName",
    "",
    "flags",
    "startTime",
    "duration"
  };
  /** Bits of the field numbers that {@link #REQUIRED} names. */
  private static final int REQUIRED_BITS = 0b11_1011_1110;

  private final ThriftReader in;
  private final ThriftTagReader tagReader;
  private final DecodeBudget budget;
  private final ThriftReader.FieldReader spanField = this::spanField;
  private final ThriftReader.ElementReader logElement = this::log;
  private final ThriftReader.FieldReader logField = this::logField;
  private final ThriftReader.ElementReader referenceElement = this::reference;
  private final ThriftReader.FieldReader referenceField = this::referenceField;

  private int seen;
  private long traceIdLow;
  private long traceIdHigh;
  private long spanId;
  private long parentSpanId;
  private String name = "";
  private int flags;
  private long startMicros;
  private long durationMicros;
  private Attributes tags = Attributes.empty();
  private List<SpanEvent> logs = List.of();
  private List<SpanLink> references = List.of();

  private int partSeen;
  private long logMicros;
  private Attributes logFields = Attributes.empty();
  private int referenceType;
  private long referenceTraceLow;
  private long referenceTraceHigh;
  private long referenceSpan;

  ThriftSpanReader(ThriftReader in, ThriftTagReader tagReader) {
    this.in = in;
    this.tagReader = tagReader;
    budget = in.budget();
  }

  Span read() throws DecodeException {
    budget.span();
    seen = 0;
    tags = Attributes.empty();
    logs = List.of();
    references = List.of();
    in.struct(spanField);
    if ((seen & REQUIRED_BITS) != REQUIRED_BITS) {
      int absent = Integer.numberOfTrailingZeros(REQUIRED_BITS & ~seen);
      throw ThriftBatchReader.missing("Span." + REQUIRED[absent - 1]);
    }
    return build();
  }

  private Span build() {
    TraceId traceId = new TraceId(traceIdHigh, traceIdLow);
    List<SpanLink> links =
        JaegerReferences.withParent(traceId, new SpanId(parentSpanId), references);
    return Span.builder()
        .traceId(traceId)
        .spanId(new SpanId(spanId))
        .parentSpanId(JaegerReferences.parentOf(traceId, links))
        .name(name)
        .jaegerFlags(flags)
        .startNanos(Micros.toNanos(startMicros))
        .durationNanos(Micros.toNanos(durationMicros))
        .attributes(tags)
        .events(logs)
        .links(links)
        .build();
  }

  private void spanField(int id, int type) throws DecodeException {
    if (!in.is(type, typeOf(id, type))) {
      return;
    }
    switch (id) {
      case 1 -> traceIdLow = in.i64();
      case 2 -> traceIdHigh = in.i64();
      case 3 -> spanId = in.i64();
      case 4 -> parentSpanId = in.i64();
      case 5 -> name = in.recurringText();
      case 6 -> {
        references = new ArrayList<>(2);
        in.structs(referenceElement);
      }
      case 7 -> flags = in.i32();
      case 8 -> startMicros = in.i64();
      case 9 -> durationMicros = in.i64();
      case 10 -> tags = tagReader.read();
      case 11 -> {
        logs = new ArrayList<>();
        in.structs(logElement);
      }
      default -> in.skip(type);
    }
    seen |= id > 0 && id < 32 ? 1 << id : 0;
  }

  private static int typeOf(int id, int otherwise) {
    return switch (id) {
      case 1, 2, 3, 4, 8, 9 -> TType.I64;
      case 5 -> TType.STRING;
      case 6, 10, 11 -> TType.LIST;
      case 7 -> TType.I32;
      default -> otherwise;
    };
  }

  private void log() throws DecodeException {
    budget.struct();
    partSeen = 0;
    logFields = Attributes.empty();
    in.struct(logField);
    if (partSeen != 0b110) {
      throw ThriftBatchReader.missing((partSeen & 0b010) == 0 ? "Log.timestamp" : "Log.fields");
    }
    logs.add(new SpanEvent(Micros.toNanos(logMicros), "", logFields));
  }

  private void logField(int id, int type) throws DecodeException {
    if (id == 1 && type == TType.I64) {
      logMicros = in.i64();
      partSeen |= 0b010;
    } else if (id == 2 && type == TType.LIST) {
      logFields = tagReader.read();
      partSeen |= 0b100;
    } else {
      in.skip(type);
    }
  }

  private void reference() throws DecodeException {
    budget.struct();
    partSeen = 0;
    in.struct(referenceField);
    if (partSeen != 0b11110) {
      int absent = Integer.numberOfTrailingZeros(0b11110 & ~partSeen);
      throw ThriftBatchReader.missing("SpanRef field " + absent);
    }
    ReferenceType kind = referenceType == 1 ? ReferenceType.FOLLOWS_FROM : ReferenceType.CHILD_OF;
    TraceId trace = new TraceId(referenceTraceHigh, referenceTraceLow);
    references.add(SpanLink.reference(kind, trace, new SpanId(referenceSpan)));
  }

  private void referenceField(int id, int type) throws DecodeException {
    if (id < 1 || id > 4 || type != (id == 1 ? TType.I32 : TType.I64)) {
      in.skip(type);
      return;
    }
    switch (id) {
      case 1 -> referenceType = in.i32();
      case 2 -> referenceTraceLow = in.i64();
      case 3 -> referenceTraceHigh = in.i64();
      default -> referenceSpan = in.i64();
    }
    partSeen |= 1 << id;
  }
}
