// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.Span;
import io.tracingonsls.wire.DecodeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OtlpHostileTest {
  @Test
  void deepProtobufArrays_areCutWithAWarning() throws Exception {
    AnyValue value = AnyValue.newBuilder().setStringValue("x").build();
    for (int depth = 0; depth < 1000; depth++) {
      value = AnyValue.newBuilder()
          .setArrayValue(ArrayValue.newBuilder().addValues(value))
          .build();
    }
    Span span = onlySpan(span(value));
    assertThat(span.warnings())
        .containsExactly("attribute values nested deeper than 32 levels were cut");
    assertThat(span.name()).isEqualTo("n");
    int depth = 0;
    Object at = span.attributes().value(0);
    while (at instanceof ListValue list) {
      at = list.values().get(0);
      depth++;
    }
    assertThat(depth).isEqualTo(32);
  }

  @Test
  void millionElements_areCutWithAWarning() throws Exception {
    ArrayValue.Builder array = ArrayValue.newBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      array.addValues(AnyValue.newBuilder().setIntValue(i));
    }
    Span span = onlySpan(span(AnyValue.newBuilder().setArrayValue(array).build()));
    assertThat(span.warnings())
        .containsExactly("attribute values of more than 65536 elements were cut");
    assertThat(((ListValue) span.attributes().value(0)).values()).hasSize(65536);
  }

  @Test
  void textThatIsNotUtf8_hasReplacements() throws Exception {
    ByteString damaged = ByteString.copyFrom(new byte[] {'a', (byte) 0xff, 'b'});
    byte[] bytes = span(AnyValue.newBuilder().setStringValue("abc").build());
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("abc");
    damaged.copyTo(bytes, at);
    assertThat(onlySpan(bytes).attributes().text("k")).isEqualTo("a\uFFFDb");
  }

  @Test
  void nestedGroups_areRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int i = 0; i < 100_000; i++) {
      out.writeTag(99, 3);
    }
    out.flush();
    assertRefused(bytes.toByteArray());
  }

  @Test
  void lengthBeyondTheMessage_isRefused() {
    assertRefused(new byte[] {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07});
    assertRefused(new byte[] {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f});
    assertRefused("{\"resourceSpans\":[]}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void wrongIdLength_isRefusedByName() {
    io.opentelemetry.proto.trace.v1.Span span = io.opentelemetry.proto.trace.v1.Span.newBuilder()
        .setTraceId(ByteString.copyFrom(new byte[15]))
        .build();
    assertThatThrownBy(() -> OtlpProto.decode(ByteBuffer.wrap(request(span))))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("invalid length for TraceID");
  }

  @Test
  void manyEmptySpans_areRefusedAsTooLarge() {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      scope.addSpans(io.opentelemetry.proto.trace.v1.Span.getDefaultInstance());
    }
    byte[] bytes = ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build()
        .toByteArray();
    assertThatThrownBy(() -> OtlpProto.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOfSatisfying(
            DecodeException.class, e -> assertThat(e.isTooLarge()).isTrue());
  }

  @Test
  void deepJsonArrays_areCutWithAWarning() throws Exception {
    String value = "{\"stringValue\":\"x\"}";
    StringBuilder json = new StringBuilder();
    json.append("{\"arrayValue\":{\"values\":[".repeat(1000))
        .append(value)
        .append("]}}".repeat(1000));
    Span span = OtlpJson.decode(
            utf8("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"n\","
                + "\"attributes\":[{\"key\":\"k\",\"value\":" + json + "}]}]}]}]}"))
        .flatten()
        .get(0)
        .span();
    assertThat(span.warnings())
        .containsExactly("attribute values nested deeper than 32 levels were cut");
    assertThat(span.name()).isEqualTo("n");
  }

  @Test
  void bottomlessJson_isRefused() {
    assertThatThrownBy(() -> OtlpJson.decode(utf8("{\"x\":" + "[".repeat(1_000_000))))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> OtlpJson.decode(utf8("{\"x\":" + "{\"x\":".repeat(1_000_000))))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void jsonNumbers_areChecked() {
    assertJsonRefused("{\"startTimeUnixNano\":\"x\"}");
    assertJsonRefused("{\"startTimeUnixNano\":1e999999999}");
    assertJsonRefused("{\"startTimeUnixNano\":1.5}");
    assertJsonRefused("{\"kind\":99999999999999999999}");
    assertJsonRefused("{\"traceId\":\"" + "0".repeat(33) + "\"}");
    assertJsonRefused("{\"attributes\":{}}");
  }

  @Test
  void timesBeyondLong_saturate() throws Exception {
    Span span = OtlpJson.decode(utf8("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{"
            + "\"startTimeUnixNano\":\"18446744073709551615\",\"endTimeUnixNano\":5e3}]}]}]}"))
        .flatten()
        .get(0)
        .span();
    assertThat(span.startNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(span.durationNanos()).isEqualTo(5000 - Long.MAX_VALUE);
  }

  private static void assertJsonRefused(String span) {
    String json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span + "]}]}]}";
    assertThatThrownBy(() -> OtlpJson.decode(utf8(json)))
        .as(span)
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("malformed JSON");
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> OtlpProto.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(DecodeException.class);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Span onlySpan(byte[] bytes) throws DecodeException {
    return OtlpProto.decode(ByteBuffer.wrap(bytes)).flatten().get(0).span();
  }

  private static byte[] span(AnyValue value) {
    return request(io.opentelemetry.proto.trace.v1.Span.newBuilder()
        .addAttributes(KeyValue.newBuilder().setKey("k").setValue(value))
        .setName("n")
        .build());
  }

  private static byte[] request(io.opentelemetry.proto.trace.v1.Span span) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build()
        .toByteArray();
  }
}
