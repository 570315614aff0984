// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Log;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.SpanRef;
import io.jaegertracing.thriftjava.SpanRefType;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;
import java.util.ArrayList;
import java.util.List;

/** Canonical spans as Jaeger's generated Thrift classes. */
final class JaegerThriftEncoder {
  private JaegerThriftEncoder() {}

  static Batch batch(ResourceSpans resourceSpans) {
    List<io.jaegertracing.thriftjava.Span> spans = new ArrayList<>();
    for (ScopeSpans scope : resourceSpans.scopes()) {
      for (Span span : scope.spans()) {
        spans.add(span(scope.scope(), span));
      }
    }
    return new Batch(process(resourceSpans.resource()), spans);
  }

  private static Process process(Resource resource) {
    Process process = new Process(JaegerView.serviceName(resource));
    Attributes tags = JaegerView.processTags(resource);
    return tags.isEmpty() ? process : process.setTags(tags(tags));
  }

  private static io.jaegertracing.thriftjava.Span span(Scope scope, Span span) {
    io.jaegertracing.thriftjava.Span thrift = new io.jaegertracing.thriftjava.Span(
        span.traceId().low(),
        span.traceId().high(),
        span.spanId().value(),
        span.parentSpanId().value(),
        span.name(),
        span.jaegerFlags(),
        span.startMicros(),
        span.durationMicros());
    Attributes tags = JaegerView.tags(scope, span);
    if (!tags.isEmpty()) {
      thrift.setTags(tags(tags));
    }
    List<SpanLink> references = JaegerView.references(span);
    if (!references.isEmpty()) {
      thrift.setReferences(references(references));
    }
    if (!span.events().isEmpty()) {
      thrift.setLogs(logs(span.events()));
    }
    return thrift;
  }

  private static List<SpanRef> references(List<SpanLink> references) {
    List<SpanRef> thrift = new ArrayList<>(references.size());
    for (SpanLink reference : references) {
      SpanRefType type = reference.type() == ReferenceType.CHILD_OF
          ? SpanRefType.CHILD_OF
          : SpanRefType.FOLLOWS_FROM;
      thrift.add(new SpanRef(
          type,
          reference.traceId().low(),
          reference.traceId().high(),
          reference.spanId().value()));
    }
    return thrift;
  }

  private static List<Log> logs(List<SpanEvent> events) {
    List<Log> logs = new ArrayList<>(events.size());
    for (SpanEvent event : events) {
      long micros = Math.floorDiv(event.timeNanos(), 1000L);
      logs.add(new Log(micros, tags(JaegerView.fields(event))));
    }
    return logs;
  }

  private static List<Tag> tags(Attributes attributes) {
    List<Tag> tags = new ArrayList<>(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      tags.add(tag(attributes.key(i), attributes.value(i)));
    }
    return tags;
  }

  private static Tag tag(String key, AttributeValue value) {
    if (value instanceof BoolValue bool) {
      return new Tag(key, TagType.BOOL).setVBool(bool.value());
    }
    if (value instanceof LongValue number) {
      return new Tag(key, TagType.LONG).setVLong(number.value());
    }
    if (value instanceof DoubleValue number) {
      return new Tag(key, TagType.DOUBLE).setVDouble(number.value());
    }
    if (value instanceof BytesValue bytes) {
      return new Tag(key, TagType.BINARY).setVBinary(bytes.toByteArray());
    }
    return new Tag(key, TagType.STRING).setVStr(value.asText());
  }
}
