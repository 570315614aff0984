// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;

/** Reads version 1 JSON. One object per document. */
final class ZipkinJsonV1Reader {
  private static final AttributeValue EMPTY_TEXT = AttributeValue.of("");

  private final JsonReader in;

  ZipkinJsonV1Reader(JsonReader in) {
    this.in = in;
  }

  SpanBatch read() throws IOException, DecodeException {
    ZipkinBatch batch = new ZipkinBatch();
    in.array(() -> {
      in.budget().span();
      ZipkinV1Span span = new ZipkinV1Span();
      in.object(name -> field(span, name));
      batch.add(ZipkinV1Mapper.map(span));
    });
    return batch.build();
  }

  private boolean field(ZipkinV1Span span, String name) throws IOException, DecodeException {
    switch (name) {
      case "traceId" -> span.traceId = in.traceId(name);
      case "id" -> span.id = in.spanId(name);
      case "parentId" -> span.parentId = in.spanId(name);
      case "name" -> span.name = in.text();
      case "timestamp" -> span.startMicros = in.int64();
      case "duration" -> span.durationMicros = in.int64();
      case "annotations" -> in.array(() -> annotation(span));
      case "binaryAnnotations" -> in.array(() -> binaryAnnotation(span));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void annotation(ZipkinV1Span span) throws IOException, DecodeException {
    in.budget().struct();
    Partial partial = new Partial();
    in.object(name -> {
      switch (name) {
        case "timestamp" -> partial.timeMicros = in.int64();
        case "value" -> partial.text = in.scalarText();
        case "endpoint" -> partial.endpoint = ZipkinJsonEndpoints.read(in);
        default -> {
          return false;
        }
      }
      return true;
    });
    span.annotations.add(
        new ZipkinV1Span.Annotation(partial.timeMicros, partial.text, partial.endpoint));
  }

  private void binaryAnnotation(ZipkinV1Span span) throws IOException, DecodeException {
    in.budget().value();
    Partial partial = new Partial();
    in.object(name -> {
      switch (name) {
        case "key" -> partial.text = in.text();
        case "value" -> partial.value = ZipkinTextForms.scalar(in);
        case "endpoint" -> partial.endpoint = ZipkinJsonEndpoints.read(in);
        default -> {
          return false;
        }
      }
      return true;
    });
    span.binaryAnnotations.add(
        new ZipkinV1Span.BinaryAnnotation(partial.text, partial.value, partial.endpoint));
  }

  private static final class Partial {
    private long timeMicros;
    private String text = "";
    private AttributeValue value = EMPTY_TEXT;
    private ZipkinEndpoint endpoint = ZipkinEndpoint.NONE;
  }
}
