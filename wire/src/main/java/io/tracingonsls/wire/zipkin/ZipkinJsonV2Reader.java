// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;

/** Reads version 2 JSON. One object per document. */
final class ZipkinJsonV2Reader {
  private final JsonReader in;

  ZipkinJsonV2Reader(JsonReader in) {
    this.in = in;
  }

  SpanBatch read() throws IOException, DecodeException {
    ZipkinBatch batch = new ZipkinBatch();
    in.array(() -> {
      in.budget().span();
      ZipkinV2Span span = new ZipkinV2Span();
      in.object(name -> id(span, name) || field(span, name));
      batch.add(ZipkinV2Mapper.map(span));
    });
    return batch.build();
  }

  private boolean id(ZipkinV2Span span, String name) throws IOException, DecodeException {
    switch (name) {
      case "traceId" -> span.traceId = in.traceId(name);
      case "id" -> span.id = in.spanId(name);
      case "parentId" -> span.parentId = in.spanId(name);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean field(ZipkinV2Span span, String name) throws IOException, DecodeException {
    switch (name) {
      case "kind" -> span.kind = kind(in.text());
      case "name" -> span.name = in.text();
      case "timestamp" -> span.startMicros = in.int64();
      case "duration" -> span.durationMicros = in.int64();
      case "localEndpoint" -> span.local = ZipkinJsonEndpoints.read(in);
      case "remoteEndpoint" -> span.remote = ZipkinJsonEndpoints.read(in);
      case "annotations" -> in.array(() -> annotation(span));
      case "tags" -> in.object(key -> tag(span, key));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static SpanKind kind(String text) {
    return text.equalsIgnoreCase("internal") ? SpanKind.UNSPECIFIED : SpanKind.fromText(text);
  }

  private boolean tag(ZipkinV2Span span, String key) throws IOException, DecodeException {
    in.budget().value();
    in.budget().text(key.length());
    span.tags.put(key, in.scalarText());
    return true;
  }

  private void annotation(ZipkinV2Span span) throws IOException, DecodeException {
    in.budget().struct();
    long[] micros = new long[1];
    String[] value = {""};
    in.object(name -> {
      switch (name) {
        case "timestamp" -> micros[0] = in.int64();
        case "value" -> value[0] = in.scalarText();
        default -> {
          return false;
        }
      }
      return true;
    });
    span.annotations.add(new ZipkinV2Span.Annotation(micros[0], value[0]));
  }
}
