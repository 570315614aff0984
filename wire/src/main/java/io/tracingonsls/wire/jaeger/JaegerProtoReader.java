// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import static io.tracingonsls.wire.proto.ProtoReader.FIXED64;
import static io.tracingonsls.wire.proto.ProtoReader.LENGTH;
import static io.tracingonsls.wire.proto.ProtoReader.VARINT;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.proto.ProtoReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages of {@code jaeger.api_v2} that carry spans. One object per message. */
final class JaegerProtoReader {
  /** Go's zero time, in seconds: the year 1. */
  private static final long YEAR_ONE_SECONDS = -62_135_596_800L;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final AttributeValue EMPTY_TEXT = AttributeValue.of("");
  private static final AttributeValue EMPTY_BYTES = AttributeValue.BytesValue.owning(new byte[0]);

  private final ProtoReader in;
  private final Attributes.Builder spanTags = Attributes.builder();
  private final List<Span> batchSpans = new ArrayList<>();
  private final Map<Resource, List<Span>> ownProcess = new LinkedHashMap<>();

  JaegerProtoReader(ProtoReader in) {
    this.in = in;
  }

  /** {@code PostSpansRequest}: one batch, or none. */
  SpanBatch postSpans() throws DecodeException {
    Resource process = null;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == (1 << 3 | LENGTH)) {
        Resource read = batch();
        process = read == null ? process : read;
      } else {
        in.skip(tag);
      }
    }
    return grouped(process);
  }

  /** {@code WriteSpanRequest} of the storage API: one span. */
  SpanBatch writeSpan() throws DecodeException {
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == (1 << 3 | LENGTH)) {
        span();
      } else {
        in.skip(tag);
      }
    }
    return grouped(null);
  }

  private SpanBatch grouped(@Nullable Resource batchProcess) {
    List<ResourceSpans> resources = new ArrayList<>();
    if (!batchSpans.isEmpty()) {
      Resource process = batchProcess == null ? JaegerProto.NO_PROCESS : batchProcess;
      List<Span> same = ownProcess.remove(process);
      if (same != null) {
        batchSpans.addAll(same);
      }
      resources.add(ResourceSpans.of(process, batchSpans));
    }
    ownProcess.forEach((process, spans) -> resources.add(ResourceSpans.of(process, spans)));
    return new SpanBatch(resources);
  }

  private @Nullable Resource batch() throws DecodeException {
    int outer = in.enter();
    Resource process = null;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> span();
        case 2 << 3 | LENGTH -> process = process();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return process;
  }

  private Resource process() throws DecodeException {
    in.budget().struct();
    int outer = in.enter();
    String serviceName = "";
    Attributes.Builder tags = Attributes.builder();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> serviceName = in.recurringText();
        case 2 << 3 | LENGTH -> keyValue(tags);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return Resource.ofService(serviceName, tags.build());
  }

  private void span() throws DecodeException {
    in.budget().span();
    int outer = in.enter();
    Span.Builder span = Span.builder();
    TraceId traceId = TraceId.ZERO;
    Resource process = null;
    spanTags.clear();
    List<SpanLink> references = new ArrayList<>(2);
    List<SpanEvent> logs = new ArrayList<>();
    List<String> warnings = new ArrayList<>(0);
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> traceId = in.traceId();
        case 4 << 3 | LENGTH -> references.add(reference());
        case 8 << 3 | LENGTH -> keyValue(spanTags);
        case 9 << 3 | LENGTH -> logs.add(log());
        case 10 << 3 | LENGTH -> process = process();
        case 12 << 3 | LENGTH -> warnings.add(in.text());
        default -> spanField(tag, span);
      }
    }
    in.leave(outer);
    Span read = span.traceId(traceId)
        .parentSpanId(JaegerReferences.parentOf(traceId, references))
        .attributes(spanTags.build())
        .links(references)
        .events(logs)
        .warnings(warnings)
        .build();
    if (process == null) {
      batchSpans.add(read);
    } else {
      ownProcess.computeIfAbsent(process, absent -> new ArrayList<>()).add(read);
    }
  }

  private void spanField(int tag, Span.Builder span) throws DecodeException {
    switch (tag) {
      case 2 << 3 | LENGTH -> span.spanId(in.spanId());
      case 3 << 3 | LENGTH -> span.name(in.recurringText());
      case 5 << 3 | VARINT -> span.jaegerFlags(in.int32());
      case 6 << 3 | LENGTH -> span.startNanos(time());
      case 7 << 3 | LENGTH -> span.durationNanos(time());
      default -> in.skip(tag);
    }
  }

  private SpanLink reference() throws DecodeException {
    in.budget().struct();
    int outer = in.enter();
    TraceId traceId = TraceId.ZERO;
    SpanId spanId = SpanId.ZERO;
    ReferenceType type = ReferenceType.CHILD_OF;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> traceId = in.traceId();
        case 2 << 3 | LENGTH -> spanId = in.spanId();
        case 3 << 3 | VARINT ->
          type = in.int32() == 1 ? ReferenceType.FOLLOWS_FROM : ReferenceType.CHILD_OF;
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return SpanLink.reference(type, traceId, spanId);
  }

  private SpanEvent log() throws DecodeException {
    in.budget().struct();
    int outer = in.enter();
    long timeNanos = 0;
    Attributes.Builder fields = Attributes.builder();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> timeNanos = time();
        case 2 << 3 | LENGTH -> keyValue(fields);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new SpanEvent(timeNanos, "", fields.build());
  }

  /** A Timestamp or Duration in nanoseconds; Go's unset time is zero. */
  private long time() throws DecodeException {
    int outer = in.enter();
    long seconds = 0;
    int nanos = 0;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | VARINT -> seconds = in.int64();
        case 2 << 3 | VARINT -> nanos = in.int32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return seconds == YEAR_ONE_SECONDS ? 0 : nanos(seconds, nanos);
  }

  private static long nanos(long seconds, int nanos) {
    long limit = Long.MAX_VALUE / NANOS_PER_SECOND - 3;
    if (seconds > limit) {
      return Long.MAX_VALUE;
    }
    return seconds < -limit ? Long.MIN_VALUE : seconds * NANOS_PER_SECOND + nanos;
  }

  private void keyValue(Attributes.Builder target) throws DecodeException {
    in.budget().value();
    int outer = in.enter();
    String key = "";
    int type = 0;
    AttributeValue text = null;
    boolean truth = false;
    long integer = 0;
    double number = 0;
    byte[] binary = null;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> key = in.recurringText();
        case 2 << 3 | VARINT -> type = in.int32();
        case 3 << 3 | LENGTH -> text = in.recurringValue();
        case 4 << 3 | VARINT -> truth = in.bool();
        case 5 << 3 | VARINT -> integer = in.int64();
        case 6 << 3 | FIXED64 -> number = in.float64();
        case 7 << 3 | LENGTH -> binary = in.bytes();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    AttributeValue value = switch (type) {
      case 0 -> text == null ? EMPTY_TEXT : text;
      case 1 -> AttributeValue.of(truth);
      case 2 -> AttributeValue.of(integer);
      case 3 -> AttributeValue.of(number);
      case 4 -> binary == null ? EMPTY_BYTES : AttributeValue.BytesValue.owning(binary);
      default -> AttributeValue.of("Unknown VType: " + type);
    };
    target.put(key, value);
  }
}
