// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A way of spans to a collector, named as on the command line. */
enum Protocol {
  THRIFT_HTTP(Encoding.JAEGER_THRIFT, Carrier.HTTP, 14268, "/api/traces", "application/x-thrift"),
  JAEGER_GRPC(
      Encoding.JAEGER_PROTO, Carrier.GRPC, 14250, "jaeger.api_v2.CollectorService/PostSpans", ""),
  OTLP_GRPC(
      Encoding.OTLP_PROTO,
      Carrier.GRPC,
      4317,
      "opentelemetry.proto.collector.trace.v1.TraceService/Export",
      ""),
  OTLP_HTTP(Encoding.OTLP_PROTO, Carrier.HTTP, 4318, "/v1/traces", "application/x-protobuf"),
  OTLP_JSON(Encoding.OTLP_JSON, Carrier.HTTP, 4318, "/v1/traces", "application/json"),
  ZIPKIN_JSON(Encoding.ZIPKIN_JSON, Carrier.HTTP, 9411, "/api/v2/spans", "application/json"),
  ZIPKIN_PROTO(
      Encoding.ZIPKIN_PROTO, Carrier.HTTP, 9411, "/api/v2/spans", "application/x-protobuf"),
  UDP_COMPACT(Encoding.JAEGER_UDP_COMPACT, Carrier.UDP, 6831, "", "");

  /** What brings the bytes. */
  enum Carrier {
    HTTP,
    GRPC,
    UDP
  }

  private final Encoding encoding;
  private final Carrier carrier;
  private final int port;
  private final String target;
  private final String contentType;

  Protocol(Encoding encoding, Carrier carrier, int port, String target, String contentType) {
    this.encoding = encoding;
    this.carrier = carrier;
    this.port = port;
    this.target = target;
    this.contentType = contentType;
  }

  static Protocol named(String name) {
    for (Protocol protocol : values()) {
      if (protocol.text().equals(name)) {
        return protocol;
      }
    }
    List<String> known = Arrays.stream(values()).map(Protocol::text).toList();
    throw new IllegalArgumentException("protocol: " + name + " (expected: one of " + known + ")");
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Encoding encoding() {
    return encoding;
  }

  Carrier carrier() {
    return carrier;
  }

  /** Where collectors usually listen for it. */
  int port() {
    return port;
  }

  /** The path of a request or the full name of a method. */
  String target() {
    return target;
  }

  String contentType() {
    return contentType;
  }
}
