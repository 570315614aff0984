// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.jaeger.JaegerProto;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import io.tracingonsls.wire.otlp.OtlpJsonWriter;
import io.tracingonsls.wire.otlp.OtlpProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;

/** Every protocol in which a trace can come. */
enum SpanRoute {
  JAEGER_THRIFT_HTTP {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      int port = URI.create(to.url("Send spans")).getPort();
      SpanCarriers.http(port, "/api/traces", "application/x-thrift", ThriftForms.batch(trace));
    }
  },
  JAEGER_GRPC {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      SpanBatch batch = JaegerThrift.decodeBatch(ByteBuffer.wrap(ThriftForms.batch(trace)));
      byte[] message = JaegerProto.postSpans(batch.resources().get(0)).toByteArray();
      SpanCarriers.grpc(
          to.port("Jaeger gRPC"), "jaeger.api_v2.CollectorService", "PostSpans", message);
    }
  },
  JAEGER_UDP_COMPACT {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      byte[] datagram = ThriftForms.emitBatch(trace, new TCompactProtocol.Factory());
      SpanCarriers.udp(to.port("Jaeger Thrift compact over UDP"), datagram);
    }
  },
  JAEGER_UDP_BINARY {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      byte[] datagram = ThriftForms.emitBatch(trace, new TBinaryProtocol.Factory());
      SpanCarriers.udp(to.port("Jaeger Thrift binary over UDP"), datagram);
    }
  },
  JAEGER_TCHANNEL {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      SpanCarriers.tchannel(
          to.port("Jaeger Thrift over TChannel"), ThriftForms.submitBatches(trace));
    }
  },
  OTLP_GRPC {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      SpanCarriers.grpc(
          to.port("OTLP gRPC"),
          "opentelemetry.proto.collector.trace.v1.TraceService",
          "Export",
          otlpProto(trace));
    }
  },
  OTLP_HTTP_PROTO {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      SpanCarriers.http(
          to.port("OTLP HTTP"), "/v1/traces", "application/x-protobuf", otlpProto(trace));
    }
  },
  OTLP_HTTP_JSON {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      SpanCarriers.http(to.port("OTLP HTTP"), "/v1/traces", "application/json", otlpJson(trace));
    }
  },
  ZIPKIN_V1_JSON {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      zipkin(to, "/api/v1/spans", "application/json", ZipkinForms.v1Json(trace));
    }
  },
  ZIPKIN_V1_THRIFT {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      zipkin(to, "/api/v1/spans", "application/x-thrift", ZipkinForms.v1Thrift(trace));
    }
  },
  ZIPKIN_V2_JSON {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      zipkin(to, "/api/v2/spans", "application/json", ZipkinForms.v2Json(trace));
    }
  },
  ZIPKIN_V2_PROTO {
    @Override
    void send(OneTrace trace, ProgramProcess to) throws Exception {
      zipkin(to, "/api/v2/spans", "application/x-protobuf", ZipkinForms.v2Proto(trace));
    }
  };

  private static final JsonFactory JSON = new JsonFactory();

  /** Sends a trace to the program's listener for this protocol. */
  abstract void send(OneTrace trace, ProgramProcess to) throws Exception;

  private static void zipkin(ProgramProcess to, String path, String contentType, byte[] body)
      throws Exception {
    SpanCarriers.http(to.port("Zipkin HTTP"), path, contentType, body);
  }

  private static byte[] otlpProto(OneTrace trace) {
    return OtlpProto.exportRequest(SpanBatch.of(trace.otlp())).toByteArray();
  }

  private static byte[] otlpJson(OneTrace trace) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("resourceSpans");
      new OtlpJsonWriter(json).write(trace.otlp());
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
