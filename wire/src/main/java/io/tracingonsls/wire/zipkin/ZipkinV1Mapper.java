// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.Micros;
import java.util.ArrayList;
import java.util.List;

/**
 * Version 1 spans as canonical ones. Core annotations give kind, endpoint and, where the span has none of its own, times. An address
 * annotation stays a tag, and beyond what Jaeger does its endpoint becomes the peer, as in version 2.
 */
final class ZipkinV1Mapper {
  private static final AttributeValue TRUE_TEXT = AttributeValue.of("true");

  private final ZipkinV1Span zipkin;
  private final Attributes.Builder attributes;
  private SpanKind kind = SpanKind.UNSPECIFIED;
  private ZipkinEndpoint endpoint = ZipkinEndpoint.NONE;
  private ZipkinEndpoint remote = ZipkinEndpoint.NONE;
  private String namedByTag = "";
  private String component = "";
  private boolean error;
  private long earliestMicros = Long.MAX_VALUE;
  private long latestMicros = Long.MIN_VALUE;

  private ZipkinV1Mapper(ZipkinV1Span zipkin) {
    this.zipkin = zipkin;
    attributes = Attributes.builder(zipkin.binaryAnnotations.size() + 4);
  }

  static TraceSpan map(ZipkinV1Span zipkin) throws DecodeException {
    ZipkinV2Mapper.checkIds(zipkin.traceId.isZero(), zipkin.id);
    return new ZipkinV1Mapper(zipkin).map();
  }

  private TraceSpan map() {
    Span.Builder span = Span.builder()
        .traceId(zipkin.traceId)
        .spanId(zipkin.id)
        .parentSpanId(zipkin.parentId.equals(zipkin.id) ? SpanId.ZERO : zipkin.parentId)
        .name(zipkin.name)
        .events(events());
    zipkin.binaryAnnotations.forEach(this::tag);
    ZipkinV2Mapper.remote(attributes, remote);
    times(span);
    span.kind(kind)
        .attributes(attributes.build())
        .status(error ? new SpanStatus(SpanStatus.Code.ERROR, "") : SpanStatus.UNSET);
    return new TraceSpan(resource(), Scope.EMPTY, span.build());
  }

  private static SpanKind coreKind(String value) {
    return switch (value) {
      case "cs", "cr" -> SpanKind.CLIENT;
      case "sr", "ss" -> SpanKind.SERVER;
      case "ms" -> SpanKind.PRODUCER;
      case "mr" -> SpanKind.CONSUMER;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  private List<SpanEvent> events() {
    List<SpanEvent> events = new ArrayList<>(zipkin.annotations.size());
    for (ZipkinV1Span.Annotation annotation : zipkin.annotations) {
      earliestMicros = Math.min(earliestMicros, annotation.timeMicros());
      latestMicros = Math.max(latestMicros, annotation.timeMicros());
      if (endpoint.serviceName().isEmpty()) {
        endpoint = annotation.endpoint();
      }
      SpanKind implied = coreKind(annotation.value());
      if (implied == SpanKind.UNSPECIFIED) {
        long timeNanos = Micros.toNanos(annotation.timeMicros());
        events.add(new SpanEvent(timeNanos, annotation.value(), Attributes.empty()));
      } else if (kind == SpanKind.UNSPECIFIED) {
        kind = implied;
      }
    }
    return events;
  }

  private void tag(ZipkinV1Span.BinaryAnnotation tag) {
    switch (tag.key()) {
      case "sa", "ca", "ma" -> {
        remote = tag.endpoint();
        attributes.put(tag.key(), tag.value());
      }
      case "lc" -> {
        component = tag.value().asText();
        attributes.put("component", tag.value());
      }
      case "error" -> {
        error = true;
        if (tag.value() instanceof StringValue && !tag.value().equals(TRUE_TEXT)) {
          attributes.put(tag.key(), tag.value());
        }
      }
      default -> attributes.put(tag.key(), tag.value());
    }
    boolean isAddress =
        tag.key().equals("sa") || tag.key().equals("ca") || tag.key().equals("ma");
    if (namedByTag.isEmpty() && !isAddress) {
      namedByTag = tag.endpoint().serviceName();
    }
  }

  private void times(Span.Builder span) {
    boolean annotated = latestMicros >= earliestMicros;
    long start = zipkin.startMicros;
    long duration = zipkin.durationMicros;
    if (start == 0 && annotated) {
      start = earliestMicros;
    }
    if (duration == 0 && annotated && latestMicros > start) {
      duration = latestMicros - start;
    }
    if (start == 0) {
      attributes.put(ZipkinV2Mapper.ABSENT_START, true);
    }
    span.startNanos(Micros.toNanos(start)).durationNanos(Micros.toNanos(duration));
  }

  private Resource resource() {
    Attributes.Builder tags = Attributes.builder(4);
    tags.put(Resource.SERVICE_NAME, serviceName());
    if (!endpoint.ipv4().isEmpty()) {
      tags.put("ipv4", endpoint.ipv4());
    }
    if (!endpoint.ipv6().isEmpty()) {
      tags.put("ipv6", endpoint.ipv6());
    }
    if (endpoint.port() != 0) {
      tags.put("port", Integer.toString(endpoint.port()));
    }
    return Resource.of(tags.build());
  }

  private String serviceName() {
    if (!endpoint.serviceName().isEmpty()) {
      return endpoint.serviceName();
    }
    if (!namedByTag.isEmpty()) {
      return namedByTag;
    }
    return component.isEmpty() ? "unknown-service" : component;
  }
}
