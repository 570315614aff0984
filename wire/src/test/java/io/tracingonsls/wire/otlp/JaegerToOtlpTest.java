// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JaegerToOtlpTest {
  private static final TraceId TRACE = new TraceId(1, 2);
  private static final SpanId PARENT = new SpanId(3);

  @Test
  void processTags_areRenamed() {
    Resource resource =
        convert(Attributes.empty(), "hostname", "h", "jaeger.version", "Go-2").resource();
    assertThat(resource.attributes())
        .isEqualTo(Attributes.builder()
            .put("service.name", "s")
            .put("host.name", "h")
            .put("opencensus.exporterversion", "Jaeger-Go-2")
            .build());
  }

  @Test
  void newNames_areNotOverwritten() {
    Resource resource =
        convert(Attributes.empty(), "host.name", "new", "hostname", "old").resource();
    assertThat(resource.attributes().text("host.name")).isEqualTo("new");
    assertThat(resource.attributes().text("hostname")).isEqualTo("old");
  }

  @Test
  void repeatedKeys_keepTheLastAtThePlaceOfTheFirst() {
    Attributes tags = Attributes.builder().put("a", 1).put("b", 2).put("a", 3).build();
    assertThat(convert(tags).span().attributes())
        .isEqualTo(Attributes.builder().put("a", 3).put("b", 2).build());
  }

  @Test
  void kindAndScope_leaveTheTags() {
    Attributes tags = Attributes.builder()
        .put("otel.scope.name", "lib")
        .put("otel.scope.version", "1")
        .put("span.kind", "CLIENT")
        .build();
    TraceSpan converted = convert(tags);
    assertThat(converted.scope()).isEqualTo(new Scope("lib", "1", Attributes.empty(), 0, ""));
    assertThat(converted.span().kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(converted.span().attributes().isEmpty()).isTrue();
  }

  @Test
  void unknownKind_isRemovedWithoutEffect() {
    Span span = convert(Attributes.builder().put("span.kind", "x").build()).span();
    assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
    assertThat(span.attributes().isEmpty()).isTrue();
  }

  @Test
  void trueError_becomesTheStatus() {
    Span span = convert(Attributes.builder()
            .put("error", true)
            .put("otel.status_description", "why")
            .put("http.status_message", "kept")
            .build())
        .span();
    assertThat(span.status()).isEqualTo(new SpanStatus(SpanStatus.Code.ERROR, "why"));
    assertThat(span.attributes())
        .isEqualTo(Attributes.builder().put("http.status_message", "kept").build());
  }

  @Test
  void errorOfAnyOtherKind_staysATag() {
    Attributes text = Attributes.builder().put("error", "true").build();
    assertThat(convert(text).span().attributes()).isEqualTo(text);
    Attributes no = Attributes.builder().put("error", false).build();
    assertThat(convert(no).span().attributes()).isEqualTo(no);
    assertThat(convert(no).span().status()).isEqualTo(SpanStatus.UNSET);
  }

  @ParameterizedTest
  @CsvSource({
    "200, server, UNSET",
    "398, client, UNSET",
    "399, server, ERROR",
    "404, client, ERROR",
    "404, server, UNSET",
    "404, producer, ERROR",
    "500, server, ERROR",
    "99, server, ERROR",
    "x, server, UNSET"
  })
  void httpStatusCode_impliesAStatus(String code, String kind, SpanStatus.Code expected) {
    Attributes tags = Attributes.builder()
        .put("http.status_code", code)
        .put("span.kind", kind)
        .build();
    Span span = convert(tags).span();
    assertThat(span.status().code()).isEqualTo(expected);
    assertThat(span.attributes().text("http.status_code")).isEqualTo(code);
  }

  @Test
  void references_becomeParentAndLinks() {
    List<SpanLink> references = List.of(
        SpanLink.reference(ReferenceType.CHILD_OF, TRACE, PARENT),
        SpanLink.reference(ReferenceType.CHILD_OF, new TraceId(9, 9), PARENT),
        SpanLink.reference(ReferenceType.FOLLOWS_FROM, TRACE, PARENT),
        SpanLink.reference(ReferenceType.CHILD_OF, TRACE, new SpanId(7)));
    Span span =
        Span.builder().traceId(TRACE).parentSpanId(PARENT).links(references).build();
    List<SpanLink> links = OtlpView.of(traceSpan(span)).span().links();
    assertThat(links)
        .extracting(link -> link.attributes().text("opentracing.ref_type"))
        .containsExactly("follows_from", "child_of");
    assertThat(links).allSatisfy(link -> assertThat(link.type()).isEqualTo(ReferenceType.NONE));
  }

  @Test
  void otlpSpan_isLeftAlone() {
    Span span = Span.builder()
        .traceId(TRACE)
        .kind(SpanKind.SERVER)
        .attributes(
            Attributes.builder().put("span.kind", "client").put("error", true).build())
        .events(List.of(new SpanEvent(1, "e", Attributes.empty())))
        .build();
    TraceSpan given = new TraceSpan(
        Resource.of(Attributes.builder().put("hostname", "h").build()), Scope.EMPTY, span);
    assertThat(OtlpView.of(given)).isEqualTo(given);
  }

  @Test
  void warnings_joinThoseInTheAttribute() {
    AttributeValue old = new AttributeValue.ListValue(List.of(AttributeValue.of("old")));
    Span span = Span.builder()
        .kind(SpanKind.SERVER)
        .attributes(Attributes.of("@jaeger@warnings", old))
        .warnings(List.of("new"))
        .build();
    assertThat(OtlpView.of(traceSpan(span)).span().attributes().get("@jaeger@warnings"))
        .isEqualTo(new AttributeValue.ListValue(
            List.of(AttributeValue.of("old"), AttributeValue.of("new"))));
  }

  private static TraceSpan convert(Attributes tags, String... processTags) {
    Attributes.Builder process = Attributes.builder();
    for (int i = 0; i < processTags.length; i += 2) {
      process.put(processTags[i], processTags[i + 1]);
    }
    Span span = Span.builder().traceId(TRACE).jaegerFlags(1).attributes(tags).build();
    return OtlpView.of(new TraceSpan(Resource.ofService("s", process.build()), Scope.EMPTY, span));
  }

  private static TraceSpan traceSpan(Span span) {
    return new TraceSpan(Resource.ofService("s", Attributes.empty()), Scope.EMPTY, span);
  }
}
