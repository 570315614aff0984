// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.Micros;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one span of Jaeger's JSON after the other. */
final class JaegerJsonSpanReader {
  private final JsonReader in;

  private TraceId traceId = TraceId.ZERO;
  private SpanId parentSpanId = SpanId.ZERO;
  private List<SpanLink> references = new ArrayList<>();
  private Attributes.Builder tags = Attributes.builder();
  private List<SpanEvent> logs = new ArrayList<>();
  private List<String> warnings = new ArrayList<>();
  private String processId = "";
  private @Nullable Resource ownProcess;

  JaegerJsonSpanReader(JsonReader in) {
    this.in = in;
  }

  Span read() throws IOException, DecodeException {
    in.budget().span();
    traceId = TraceId.ZERO;
    parentSpanId = SpanId.ZERO;
    references = new ArrayList<>(2);
    tags = Attributes.builder();
    logs = new ArrayList<>();
    warnings = new ArrayList<>(0);
    processId = "";
    ownProcess = null;
    Span.Builder span = Span.builder();
    in.object(name -> scalar(span, name) || part(name));
    List<SpanLink> links = JaegerReferences.withParent(traceId, parentSpanId, references);
    return span.traceId(traceId)
        .parentSpanId(JaegerReferences.parentOf(traceId, links))
        .links(links)
        .attributes(tags.build())
        .events(logs)
        .warnings(warnings)
        .build();
  }

  /** Of the span just read. */
  String processId() {
    return processId;
  }

  /** The process inside the span just read, as in Elasticsearch's documents; null when there is none. */
  @Nullable
  Resource ownProcess() {
    return ownProcess;
  }

  private boolean scalar(Span.Builder span, String name) throws IOException, DecodeException {
    switch (name) {
      case "traceID" -> traceId = in.traceId(name);
      case "spanID" -> span.spanId(in.spanId(name));
      case "parentSpanID" -> parentSpanId = in.spanId(name);
      case "flags" -> span.jaegerFlags(in.int32());
      case "operationName" -> span.name(in.text());
      case "startTime" -> span.startNanos(Micros.toNanos(in.int64()));
      case "duration" -> span.durationNanos(Micros.toNanos(in.saturatedUnsigned64()));
      case "processID" -> processId = in.text();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean part(String name) throws IOException, DecodeException {
    switch (name) {
      case "references" -> in.array(this::reference);
      case "tags" -> JaegerJsonTags.readAll(in, tags);
      case "logs" -> in.array(this::log);
      case "warnings" -> in.array(() -> warnings.add(in.text()));
      case "process" -> ownProcess = in.isNull() ? null : JaegerJsonReader.process(in);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void reference() throws IOException, DecodeException {
    in.budget().struct();
    Partial partial = new Partial();
    in.object(name -> {
      switch (name) {
        case "refType" -> partial.text = in.text();
        case "traceID" -> partial.traceId = in.traceId(name);
        case "spanID" -> partial.spanId = in.spanId(name);
        default -> {
          return false;
        }
      }
      return true;
    });
    ReferenceType type =
        partial.text.equals("FOLLOWS_FROM") ? ReferenceType.FOLLOWS_FROM : ReferenceType.CHILD_OF;
    references.add(SpanLink.reference(type, partial.traceId, partial.spanId));
  }

  private void log() throws IOException, DecodeException {
    in.budget().struct();
    Partial partial = new Partial();
    Attributes.Builder fields = Attributes.builder(4);
    in.object(name -> {
      switch (name) {
        case "timestamp" -> partial.timeMicros = in.int64();
        case "fields" -> JaegerJsonTags.readAll(in, fields);
        default -> {
          return false;
        }
      }
      return true;
    });
    logs.add(new SpanEvent(Micros.toNanos(partial.timeMicros), "", fields.build()));
  }

  private static final class Partial {
    private String text = "";
    private TraceId traceId = TraceId.ZERO;
    private SpanId spanId = SpanId.ZERO;
    private long timeMicros;
  }
}
