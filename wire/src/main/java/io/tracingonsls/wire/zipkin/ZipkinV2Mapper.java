// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Version 2 spans as canonical ones. {@code shared} and {@code debug} have no counterpart. */
final class ZipkinV2Mapper {
  /** Says that the start, 1970, is made up. */
  static final String ABSENT_START = "otel.zipkin.absentField.startTime";

  private ZipkinV2Mapper() {}

  static TraceSpan map(ZipkinV2Span zipkin) throws DecodeException {
    checkIds(zipkin.traceId.isZero(), zipkin.id);
    Map<String, String> tags = zipkin.tags;
    Span.Builder span = Span.builder()
        .traceId(zipkin.traceId)
        .spanId(zipkin.id)
        .parentSpanId(zipkin.parentId.equals(zipkin.id) ? SpanId.ZERO : zipkin.parentId)
        .name(zipkin.name)
        .kind(kind(zipkin))
        .startNanos(Micros.toNanos(zipkin.startMicros))
        .durationNanos(Micros.toNanos(zipkin.durationMicros))
        .status(ZipkinStatus.take(tags))
        .links(links(tags))
        .events(events(zipkin.annotations));
    String traceState = tags.remove("w3c.tracestate");
    if (traceState != null) {
      span.traceState(traceState);
    }
    Scope scope = scope(tags);
    Attributes.Builder resource = Attributes.builder(4);
    Attributes.Builder attributes = Attributes.builder(tags.size() + 6);
    String service = zipkin.local.serviceName();
    if (!service.isEmpty()) {
      resource.put(Resource.SERVICE_NAME, service);
    }
    tags.forEach((key, value) -> {
      boolean ofResource =
          ResourceKeys.contains(key) && !(key.equals(Resource.SERVICE_NAME) && !service.isEmpty());
      (ofResource ? resource : attributes).put(key, value);
    });
    if (zipkin.startMicros == 0) {
      attributes.put(ABSENT_START, true);
    }
    local(attributes, zipkin.local);
    remote(attributes, zipkin.remote);
    span.attributes(attributes.build());
    return new TraceSpan(Resource.of(resource.build()), scope, span.build());
  }

  static void checkIds(boolean traceIdIsZero, SpanId id) throws DecodeException {
    if (traceIdIsZero) {
      throw new DecodeException("span without a trace id (expected: 16 or 32 hexadecimal digits)");
    }
    if (id.isZero()) {
      throw new DecodeException("span without an id (expected: 16 hexadecimal digits)");
    }
  }

  private static SpanKind kind(ZipkinV2Span zipkin) {
    if (zipkin.kind != SpanKind.UNSPECIFIED) {
      return zipkin.kind;
    }
    String tag = zipkin.tags.remove("span.kind");
    return "internal".equals(tag) ? SpanKind.INTERNAL : SpanKind.UNSPECIFIED;
  }

  private static Scope scope(Map<String, String> tags) {
    String name = firstOf(tags, "otel.scope.name", "otel.library.name");
    String version = firstOf(tags, "otel.scope.version", "otel.library.version");
    return name.isEmpty() && version.isEmpty()
        ? Scope.EMPTY
        : new Scope(name, version, Attributes.empty(), 0, "");
  }

  private static String firstOf(Map<String, String> tags, String key, String olderKey) {
    @Nullable String value = tags.remove(key);
    @Nullable String older = tags.remove(olderKey);
    if (value != null) {
      return value;
    }
    return older == null ? "" : older;
  }

  private static List<SpanLink> links(Map<String, String> tags) {
    List<SpanLink> links = new ArrayList<>(0);
    for (int i = 0; ; i++) {
      String text = tags.get("otlp.link." + i);
      SpanLink link = text == null ? null : ZipkinTextForms.link(text);
      if (link == null) {
        return links;
      }
      tags.remove("otlp.link." + i);
      links.add(link);
    }
  }

  private static List<SpanEvent> events(List<ZipkinV2Span.Annotation> annotations) {
    List<SpanEvent> events = new ArrayList<>(annotations.size());
    for (ZipkinV2Span.Annotation annotation : annotations) {
      events.add(
          ZipkinTextForms.event(Micros.toNanos(annotation.timeMicros()), annotation.value()));
    }
    return events;
  }

  private static void local(Attributes.Builder attributes, ZipkinEndpoint endpoint) {
    if (!endpoint.ip().isEmpty()) {
      attributes.put("net.host.ip", endpoint.ip());
    }
    if (endpoint.port() != 0) {
      attributes.put("net.host.port", endpoint.port());
    }
  }

  static void remote(Attributes.Builder attributes, ZipkinEndpoint endpoint) {
    if (!endpoint.serviceName().isEmpty()) {
      attributes.put("peer.service", endpoint.serviceName());
    }
    if (!endpoint.ip().isEmpty()) {
      attributes.put("net.peer.ip", endpoint.ip());
    }
    if (endpoint.port() != 0) {
      attributes.put("net.peer.port", endpoint.port());
    }
  }
}
