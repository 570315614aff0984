// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

/** Every way in, with the flag that says where it listens and its usual port. */
public enum ReceiverKind {
  JAEGER_HTTP("collector.http-server.host-port", 14268, "Jaeger Thrift over HTTP"),
  JAEGER_GRPC("collector.grpc-server.host-port", 14250, "Jaeger gRPC"),
  JAEGER_TCHANNEL("collector.tchannel.host-port", 14267, "Jaeger Thrift over TChannel"),
  ZIPKIN("collector.zipkin.host-port", 9411, "Zipkin HTTP"),
  OTLP_GRPC("collector.otlp.grpc.host-port", 4317, "OTLP gRPC"),
  OTLP_HTTP("collector.otlp.http.host-port", 4318, "OTLP HTTP"),
  UDP_COMPACT("processor.jaeger-compact.server-host-port", 6831, "Jaeger Thrift compact over UDP"),
  UDP_BINARY("processor.jaeger-binary.server-host-port", 6832, "Jaeger Thrift binary over UDP"),
  UDP_ZIPKIN("processor.zipkin-compact.server-host-port", 5775, "Zipkin Thrift compact over UDP"),
  CLIENT_CONFIG("http-server.host-port", 5778, "Client configuration over HTTP");

  private final String flag;
  private final int port;
  private final String title;

  ReceiverKind(String flag, int port, String title) {
    this.flag = flag;
    this.port = port;
    this.title = title;
  }

  /** The flag without dashes. */
  public String flag() {
    return flag;
  }

  /** The usual port. */
  public int port() {
    return port;
  }

  /** For start-up lines and help. */
  public String title() {
    return title;
  }

  /** What the flags of TLS begin with: Jaeger's prefixes where Jaeger has TLS; empty for datagrams, which have none. */
  public String prefix() {
    return switch (this) {
      case JAEGER_HTTP -> "collector.http";
      case JAEGER_GRPC -> "collector.grpc";
      case JAEGER_TCHANNEL -> "collector.tchannel";
      case ZIPKIN -> "collector.zipkin";
      case OTLP_GRPC -> "collector.otlp.grpc";
      case OTLP_HTTP -> "collector.otlp.http";
      case CLIENT_CONFIG -> "http-server";
      case UDP_COMPACT, UDP_BINARY, UDP_ZIPKIN -> "";
    };
  }
}
