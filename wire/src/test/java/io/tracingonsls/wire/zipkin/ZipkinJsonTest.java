// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipkinJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[1]",
        "[{\"traceId\":\"xyz\",\"id\":\"1\"}]",
        "[{\"traceId\":\"0000000000000000000000000000000000000001\",\"id\":\"1\"}]",
        "[{\"traceId\":\"0000000000000000\",\"id\":\"1\"}]",
        "[{\"traceId\":\"1\",\"id\":\"0\"}]",
        "[{\"id\":\"1\"}]",
        "[{\"traceId\":\"1\",\"id\":\"1\",\"tags\":{\"a\":[]}}]",
        "[{\"traceId\":\"1\",\"id\":\"1\",\"timestamp\":\"soon\"}]",
        "[] []"
      })
  void nonsense_isRefused(String body) {
    assertThatThrownBy(() -> v2(body)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() ->
            ZipkinJson.decodeV1(utf8(body.replace("tags", "annotations")), DecodeLimits.DEFAULT))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void emptyArray_isAnEmptyBatch() throws Exception {
    assertThat(ZipkinJson.decodeV2(utf8("[]"), DecodeLimits.DEFAULT).spanCount())
        .isZero();
    assertThat(ZipkinJson.decodeV1(utf8(" [ ] "), DecodeLimits.DEFAULT).spanCount())
        .isZero();
  }

  @Test
  void ids_arePaddedAndOfEitherCase() throws Exception {
    Span span = v2("[{\"traceId\":\"ABC\",\"id\":\"F\",\"parentId\":\"e\"}]").span();
    assertThat(span.traceId()).isEqualTo(new TraceId(0, 0xabc));
    assertThat(span.spanId()).isEqualTo(new SpanId(15));
    assertThat(span.parentSpanId()).isEqualTo(new SpanId(14));
  }

  @Test
  void ownParent_isNone() throws Exception {
    assertThat(
            v2("[{\"traceId\":\"1\",\"id\":\"2\",\"parentId\":\"2\"}]").span().isRoot())
        .isTrue();
  }

  @Test
  void tagValuesOfOtherTypes_becomeText() throws Exception {
    assertThat(span("\"tags\":{\"n\":1.50,\"b\":true,\"z\":null}").attributes())
        .isEqualTo(Attributes.builder()
            .put("n", "1.50")
            .put("b", "true")
            .put("z", "")
            .put("otel.zipkin.absentField.startTime", true)
            .build());
  }

  @Test
  void error_isTheStatusAndStaysUnlessItSaysNoMore() throws Exception {
    Span plain = span("\"tags\":{\"error\":\"true\"}");
    assertThat(plain.status().isError()).isTrue();
    assertThat(plain.attributes().contains("error")).isFalse();
    Span worded = span("\"tags\":{\"error\":\"\"}");
    assertThat(worded.status().isError()).isTrue();
    assertThat(worded.attributes().text("error")).isEmpty();
  }

  @Test
  void openTelemetryTags_becomeFields() throws Exception {
    TraceSpan span = v2("[{\"traceId\":\"1\",\"id\":\"2\",\"timestamp\":1,\"tags\":{"
        + "\"otel.status_code\":\"OK\",\"otel.status_description\":\"fine\",\"w3c.tracestate\":\"a=1\","
        + "\"otel.library.name\":\"lib\",\"otel.library.version\":\"2\",\"span.kind\":\"internal\","
        + "\"service.version\":\"9\",\"k8s.pod.name\":\"pod\"}}]");
    assertThat(span.span().status()).isEqualTo(new SpanStatus(SpanStatus.Code.OK, "fine"));
    assertThat(span.span().traceState()).isEqualTo("a=1");
    assertThat(span.span().kind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.scope().name()).isEqualTo("lib");
    assertThat(span.scope().version()).isEqualTo("2");
    assertThat(span.resource().attributes())
        .isEqualTo(Attributes.builder()
            .put("service.version", "9")
            .put("k8s.pod.name", "pod")
            .build());
    assertThat(span.span().attributes().isEmpty()).isTrue();
  }

  @Test
  void linksAndEventsInTextForm_areTakenApart() throws Exception {
    Span span = span(
        "\"annotations\":[{\"timestamp\":7,\"value\":\"name|{\\\"a\\\":1,\\\"b\\\":\\\"x|y\\\"}|3\"},"
            + "{\"timestamp\":8,\"value\":\"not|a|triple\"},{\"timestamp\":9,\"value\":\"x|{broken}|1\"}],"
            + "\"tags\":{\"otlp.link.0\":\"0000000000000001000000000000000a|000000000000000b|k=v|{\\\"t\\\":true}|2\"}");
    assertThat(span.events())
        .containsExactly(
            new SpanEvent(
                7000, "name", Attributes.builder().put("a", 1).put("b", "x|y").build(), 3),
            new SpanEvent(8000, "not|a|triple", Attributes.empty()),
            new SpanEvent(9000, "x|{broken}|1", Attributes.empty()));
    assertThat(span.links())
        .containsExactly(new SpanLink(
            new TraceId(1, 10),
            new SpanId(11),
            ReferenceType.NONE,
            "k=v",
            0,
            Attributes.builder().put("t", true).build(),
            2));
  }

  @Test
  void brokenLink_staysATag() throws Exception {
    assertThat(span("\"tags\":{\"otlp.link.0\":\"x|y|z|{}|0\"}").attributes().text("otlp.link.0"))
        .isEqualTo("x|y|z|{}|0");
  }

  @Test
  void v1WithoutEndpoint_isOfTheUnknownService() throws Exception {
    TraceSpan span = ZipkinJson.decodeV1(
            utf8("[{\"traceId\":\"1\",\"id\":\"2\",\"binaryAnnotations\":["
                + "{\"key\":\"n\",\"value\":7},{\"key\":\"d\",\"value\":1.5},{\"key\":\"sa\",\"value\":true,"
                + "\"endpoint\":{\"serviceName\":\"db\",\"port\":70000}}]}]"),
            DecodeLimits.DEFAULT)
        .flatten()
        .get(0);
    assertThat(span.resource().serviceName()).isEqualTo("unknown-service");
    assertThat(span.span().attributes().get("n")).isEqualTo(AttributeValue.of(7L));
    assertThat(span.span().attributes().get("d")).isEqualTo(AttributeValue.of(1.5));
    assertThat(span.span().attributes().text("peer.service")).isEqualTo("db");
  }

  @Test
  void spansAreGroupedByService() throws Exception {
    String one = "{\"traceId\":\"1\",\"id\":\"%s\",\"localEndpoint\":{\"serviceName\":\"%s\"}}";
    String body = "["
        + String.join(
            ",", one.formatted("1", "a"), one.formatted("2", "b"), one.formatted("3", "a"))
        + "]";
    assertThat(ZipkinJson.decodeV2(utf8(body), DecodeLimits.DEFAULT).resources())
        .extracting(resource -> resource.scopes().get(0).spans().size())
        .isEqualTo(List.of(2, 1));
  }

  private static Span span(String fields) throws DecodeException {
    return v2("[{\"traceId\":\"1\",\"id\":\"2\"," + fields + "}]").span();
  }

  private static TraceSpan v2(String body) throws DecodeException {
    return ZipkinJson.decodeV2(utf8(body), DecodeLimits.DEFAULT).flatten().get(0);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
