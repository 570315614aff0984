// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Zipkin's JSON: an array of spans. Tag values that are numbers or truth values are taken. Thread-safe. */
public final class ZipkinJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ZipkinJson() {}

  /** Reads version 2, the body of {@code /api/v2/spans}. Span and trace ids of fewer digits are padded; zero ids are refused. */
  public static SpanBatch decodeV2(ByteBuffer body, DecodeLimits limits) throws DecodeException {
    return JsonReader.decode(body, limits, in -> new ZipkinJsonV2Reader(in).read());
  }

  /** Reads version 1, the body of {@code /api/v1/spans}, with the truth values that address annotations carry and Jaeger refuses. */
  public static SpanBatch decodeV1(ByteBuffer body, DecodeLimits limits) throws DecodeException {
    return JsonReader.decode(body, limits, in -> new ZipkinJsonV1Reader(in).read());
  }

  /** The body of {@code /api/v2/spans} for these spans: values as text, times in microseconds. */
  public static byte[] encodeV2(SpanBatch batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartArray();
      for (TraceSpan span : batch.flatten()) {
        ZipkinJsonV2Writer.write(json, ZipkinView.of(span));
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
