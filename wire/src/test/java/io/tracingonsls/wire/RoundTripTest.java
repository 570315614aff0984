// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.testing.generate.SeededSpans;
import io.tracingonsls.testing.generate.Seeds;
import io.tracingonsls.testing.junit.SeedExtension;
import io.tracingonsls.wire.jaeger.JaegerAgentMessage;
import io.tracingonsls.wire.jaeger.JaegerJson;
import io.tracingonsls.wire.jaeger.JaegerProto;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import io.tracingonsls.wire.otlp.OtlpJson;
import io.tracingonsls.wire.otlp.OtlpJsonWriter;
import io.tracingonsls.wire.otlp.OtlpProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a format can express survives writing and reading. */
@ExtendWith(SeedExtension.class)
class RoundTripTest {
  private static final DecodeLimits LIMITS = DecodeLimits.DEFAULT;

  @Test
  void jaegerSpans_surviveThrift(SeededSpans seeded) throws Exception {
    for (int round = 0; round < Seeds.rounds(50); round++) {
      ResourceSpans spans = microsecondsOnly(seeded.jaegerSpans(4));
      byte[] bytes = JaegerThrift.encodeBatch(spans);
      assertThat(JaegerThrift.decodeBatch(ByteBuffer.wrap(bytes))).isEqualTo(SpanBatch.of(spans));
    }
  }

  @Test
  void jaegerSpans_surviveAgentMessages(SeededSpans seeded) throws Exception {
    for (int round = 0; round < Seeds.rounds(50); round++) {
      ResourceSpans spans = microsecondsOnly(seeded.jaegerSpans(4));
      byte[] bytes = JaegerAgentMessage.encodeCompact(spans);
      assertThat(JaegerAgentMessage.decodeCompact(ByteBuffer.wrap(bytes), LIMITS))
          .isEqualTo(SpanBatch.of(spans));
    }
  }

  @Test
  void jaegerSpans_surviveProtobuf(SeededSpans seeded) throws Exception {
    for (int round = 0; round < Seeds.rounds(50); round++) {
      ResourceSpans spans = seeded.jaegerSpans(4);
      byte[] bytes = JaegerProto.postSpans(spans).toByteArray();
      assertThat(JaegerProto.decodePostSpans(ByteBuffer.wrap(bytes)))
          .isEqualTo(SpanBatch.of(spans));
    }
  }

  @Test
  void jaegerSpans_surviveJson(SeededSpans seeded) throws Exception {
    for (int round = 0; round < Seeds.rounds(50); round++) {
      ResourceSpans spans = microsecondsOnly(seeded.jaegerSpans(4));
      Trace trace = new Trace(TraceId.ZERO, SpanBatch.of(spans).flatten(), List.of());
      String json = "{\"data\":[" + Renderings.json(trace) + "],\"errors\":null}";
      ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      assertThat(JaegerJson.decode(bytes, LIMITS)).isEqualTo(SpanBatch.of(spans));
    }
  }

  @Test
  void otlpSpans_surviveProtobuf(SeededSpans seeded) throws Exception {
    for (int round = 0; round < Seeds.rounds(50); round++) {
      SpanBatch spans = SpanBatch.of(withoutWarnings(seeded.otlpSpans(4)));
      byte[] bytes = OtlpProto.exportRequest(spans).toByteArray();
      assertThat(OtlpProto.decode(ByteBuffer.wrap(bytes))).isEqualTo(spans);
    }
  }

  @Test
  void otlpSpans_surviveJson(SeededSpans seeded) throws Exception {
    for (int round = 0; round < Seeds.rounds(50); round++) {
      SpanBatch spans =
          SpanBatch.of(withoutWarnings(seeded.otlpSpans(4)), withoutWarnings(seeded.otlpSpans(2)));
      assertThat(OtlpJson.decode(ByteBuffer.wrap(json(spans)))).isEqualTo(spans);
    }
  }

  /** Thrift has no place for warnings and none for nanoseconds. */
  private static ResourceSpans microsecondsOnly(ResourceSpans spans) {
    return changed(
        spans,
        span -> span.toBuilder()
            .warnings(List.of())
            .events(span.events().stream()
                .map(event -> new SpanEvent(
                    event.timeNanos() / 1000 * 1000, event.name(), event.attributes()))
                .toList())
            .build());
  }

  /** OTLP has no place for warnings but an attribute. */
  private static ResourceSpans withoutWarnings(ResourceSpans spans) {
    return changed(spans, span -> span.toBuilder().warnings(List.of()).build());
  }

  private static ResourceSpans changed(ResourceSpans spans, UnaryOperator<Span> change) {
    return new ResourceSpans(
        spans.resource(),
        spans.scopes().stream()
            .map(scope ->
                new ScopeSpans(scope.scope(), scope.spans().stream().map(change).toList()))
            .toList());
  }

  private static byte[] json(SpanBatch spans) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("resourceSpans");
      OtlpJsonWriter writer = new OtlpJsonWriter(json);
      for (ResourceSpans resource : spans.resources()) {
        writer.write(resource);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
