// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.jaeger.JaegerProto;
import io.tracingonsls.wire.otlp.OtlpJsonWriter;
import io.tracingonsls.wire.otlp.OtlpProto;
import io.tracingonsls.wire.zipkin.ZipkinJson;
import io.tracingonsls.wire.zipkin.ZipkinProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How spans are written in a request, and where ids and times stand in it. */
enum Encoding {
  JAEGER_THRIFT(Form.BIG_ENDIAN, Form.BIG_ENDIAN, 1, false) {
    @Override
    byte[] encode(ResourceSpans spans) {
      return ThriftBatches.binary(spans);
    }
  },
  JAEGER_UDP_COMPACT(Form.ZIGZAG_10, Form.ZIGZAG_8, 1, false) {
    @Override
    byte[] encode(ResourceSpans spans) {
      return ThriftBatches.compactMessage(spans);
    }
  },
  JAEGER_PROTO(Form.BIG_ENDIAN, Form.TIMESTAMP, 1_000, false) {
    @Override
    byte[] encode(ResourceSpans spans) {
      return JaegerProto.postSpans(spans).toByteArray();
    }
  },
  OTLP_PROTO(Form.BIG_ENDIAN, Form.LITTLE_ENDIAN, 1_000, true) {
    @Override
    byte[] encode(ResourceSpans spans) {
      return OtlpProto.exportRequest(SpanBatch.of(spans)).toByteArray();
    }
  },
  OTLP_JSON(Form.HEX, Form.DECIMAL_19, 1_000, true) {
    @Override
    byte[] encode(ResourceSpans spans) {
      return otlpJson(spans);
    }
  },
  ZIPKIN_PROTO(Form.BIG_ENDIAN, Form.LITTLE_ENDIAN, 1, false) {
    @Override
    byte[] encode(ResourceSpans spans) {
      return ZipkinProto.listOfSpans(SpanBatch.of(spans)).toByteArray();
    }
  },
  ZIPKIN_JSON(Form.HEX, Form.DECIMAL_16, 1, false) {
    @Override
    byte[] encode(ResourceSpans spans) {
      return ZipkinJson.encodeV2(SpanBatch.of(spans));
    }
  };

  private static final JsonFactory JSON = new JsonFactory();

  private final Form id;
  private final Form time;
  private final long unitsPerMicro;
  private final boolean hasEnds;

  Encoding(Form id, Form time, long unitsPerMicro, boolean hasEnds) {
    this.id = id;
    this.time = time;
    this.unitsPerMicro = unitsPerMicro;
    this.hasEnds = hasEnds;
  }

  /** The request's body. */
  abstract byte[] encode(ResourceSpans spans);

  /** How the halves of a trace id are written. */
  Form id() {
    return id;
  }

  Form time() {
    return time;
  }

  /** Of the times, 1 or 1000. */
  long unitsPerMicro() {
    return unitsPerMicro;
  }

  /** Whether spans carry the time of their end rather than their duration. */
  boolean hasEnds() {
    return hasEnds;
  }

  private static byte[] otlpJson(ResourceSpans spans) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("resourceSpans");
      new OtlpJsonWriter(json).write(spans);
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
