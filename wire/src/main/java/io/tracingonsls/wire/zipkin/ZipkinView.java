// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceSpan;
import java.util.Map;

/**
 * A canonical span as a version 2 span, the way OpenTelemetry's exporters write it: every value as text, what Zipkin has no field for as
 * tags, addresses as endpoints. Nanoseconds are cut to microseconds.
 */
final class ZipkinView {
  private ZipkinView() {}

  static ZipkinV2Span of(TraceSpan traceSpan) {
    Span span = traceSpan.span();
    ZipkinV2Span zipkin = new ZipkinV2Span();
    zipkin.traceId = span.traceId();
    zipkin.id = span.spanId();
    zipkin.parentId = span.parentSpanId();
    zipkin.kind = span.effectiveKind();
    zipkin.name = span.name();
    zipkin.startMicros = span.startMicros();
    zipkin.durationMicros = Math.max(0, span.durationMicros());
    tags(zipkin.tags, traceSpan);
    for (SpanEvent event : span.events()) {
      zipkin.annotations.add(
          new ZipkinV2Span.Annotation(Math.floorDiv(event.timeNanos(), 1000L), text(event)));
    }
    zipkin.local =
        endpoint(traceSpan.resource().serviceName(), zipkin.tags, "net.host.ip", "net.host.port");
    String peer = zipkin.tags.remove("peer.service");
    zipkin.remote = endpoint(peer == null ? "" : peer, zipkin.tags, "net.peer.ip", "net.peer.port");
    return zipkin;
  }

  private static void tags(Map<String, String> tags, TraceSpan traceSpan) {
    Span span = traceSpan.span();
    putAll(tags, traceSpan.resource().attributes());
    tags.remove(Resource.SERVICE_NAME);
    putAll(tags, span.attributes());
    put(tags, "otel.scope.name", traceSpan.scope().name());
    put(tags, "otel.scope.version", traceSpan.scope().version());
    put(tags, "w3c.tracestate", span.traceState());
    SpanStatus status = span.effectiveStatus();
    if (status.code() != SpanStatus.Code.UNSET) {
      put(tags, "otel.status_code", status.code().name());
      put(tags, "otel.status_description", status.message());
    }
    if (status.isError()) {
      tags.putIfAbsent("error", "true");
    }
    if (span.effectiveKind() == SpanKind.INTERNAL) {
      put(tags, "span.kind", SpanKind.INTERNAL.text());
    } else {
      tags.remove("span.kind");
    }
    int number = 0;
    for (SpanLink link : span.links()) {
      if (!link.pointsAt(span.traceId(), span.parentSpanId())) {
        tags.put("otlp.link." + number, text(link));
        number++;
      }
    }
  }

  /** A Jaeger log is named by its field {@code event}. */
  private static String name(SpanEvent event) {
    String field = event.attributes().text("event");
    return event.name().isEmpty() && field != null ? field : event.name();
  }

  private static String text(SpanEvent event) {
    return event.attributes().isEmpty() && event.droppedAttributesCount() == 0
        ? name(event)
        : name(event) + "|" + json(event.attributes()) + "|" + event.droppedAttributesCount();
  }

  private static String text(SpanLink link) {
    return link.traceId().toHex32() + "|" + link.spanId().toHex() + "|" + link.traceState() + "|"
        + json(link.attributes()) + "|" + link.droppedAttributesCount();
  }

  private static String json(Attributes attributes) {
    return new AttributeValue.MapValue(attributes).asText();
  }

  private static ZipkinEndpoint endpoint(
      String service, Map<String, String> tags, String ipKey, String portKey) {
    String text = tags.getOrDefault(ipKey, "");
    boolean isV6 = text.indexOf(':') >= 0;
    String ip = IpText.of(IpText.bytes(text, isV6 ? 16 : 4).toByteArray());
    if (!ip.isEmpty()) {
      tags.remove(ipKey);
    }
    String port = tags.getOrDefault(portKey, "");
    boolean isPort = port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) <= 0xffff;
    if (isPort) {
      tags.remove(portKey);
    }
    return new ZipkinEndpoint(
        service, isV6 ? "" : ip, isV6 ? ip : "", isPort ? Integer.parseInt(port) : 0);
  }

  private static void putAll(Map<String, String> tags, Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      tags.put(attributes.key(i), attributes.value(i).asText());
    }
  }

  private static void put(Map<String, String> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.put(key, value);
    }
  }
}
