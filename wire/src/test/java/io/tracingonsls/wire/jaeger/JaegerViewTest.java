// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

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
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.Renderings;
import java.util.List;
import org.junit.jupiter.api.Test;

class JaegerViewTest {
  private static final TraceId TRACE = new TraceId(0, 0xab);
  private static final SpanId PARENT = new SpanId(1);

  @Test
  void otlpParts_becomeTagsInOrder() {
    Span span = Span.builder()
        .attributes(Attributes.builder().put("a", "b").build())
        .kind(SpanKind.CONSUMER)
        .status(new SpanStatus(SpanStatus.Code.ERROR, "why"))
        .traceState("k=v")
        .build();
    assertThat(JaegerView.tags(new Scope("lib", "1", Attributes.empty(), 0, ""), span))
        .isEqualTo(Attributes.builder()
            .put("otel.scope.name", "lib")
            .put("otel.scope.version", "1")
            .put("a", "b")
            .put("span.kind", "consumer")
            .put("otel.status_code", "ERROR")
            .put("error", true)
            .put("otel.status_description", "why")
            .put("w3c.tracestate", "k=v")
            .build());
  }

  @Test
  void jaegerTags_comeOutAsTheSameObject() {
    Attributes tags =
        Attributes.builder().put("span.kind", "x").put("error", "maybe").build();
    assertThat(JaegerView.tags(Scope.EMPTY, Span.builder().attributes(tags).build()))
        .isSameAs(tags);
  }

  @Test
  void parentWithoutReference_isTheFirstReference() {
    Span span = Span.builder()
        .traceId(TRACE)
        .parentSpanId(PARENT)
        .links(List.of(link(new TraceId(5, 5), new SpanId(9), Attributes.empty())))
        .build();
    assertThat(JaegerView.references(span))
        .containsExactly(
            SpanLink.reference(ReferenceType.CHILD_OF, TRACE, PARENT),
            SpanLink.reference(ReferenceType.FOLLOWS_FROM, new TraceId(5, 5), new SpanId(9)));
  }

  @Test
  void plainLinkToTheParent_overridesTheType() {
    Span span = Span.builder()
        .traceId(TRACE)
        .parentSpanId(PARENT)
        .links(List.of(link(TRACE, PARENT, Attributes.empty())))
        .build();
    assertThat(JaegerView.references(span))
        .containsExactly(SpanLink.reference(ReferenceType.FOLLOWS_FROM, TRACE, PARENT));
  }

  @Test
  void jaegerReferences_keepOrderAndTypes() {
    List<SpanLink> references = List.of(
        SpanLink.reference(ReferenceType.FOLLOWS_FROM, new TraceId(5, 5), new SpanId(9)),
        SpanLink.reference(ReferenceType.CHILD_OF, TRACE, PARENT));
    Span span =
        Span.builder().traceId(TRACE).parentSpanId(PARENT).links(references).build();
    assertThat(JaegerView.references(span)).isSameAs(references);
  }

  @Test
  void eventName_isTheFirstFieldUnlessAnAttributeHasItsName() {
    Attributes plain = Attributes.builder().put("k", 1).build();
    assertThat(JaegerView.fields(new SpanEvent(1, "e", plain)))
        .isEqualTo(Attributes.builder().put("event", "e").put("k", 1).build());
    Attributes own = Attributes.builder().put("k", 1).put("event", "mine").build();
    assertThat(JaegerView.fields(new SpanEvent(1, "e", own))).isEqualTo(own);
    assertThat(JaegerView.fields(new SpanEvent(1, "", plain))).isEqualTo(plain);
  }

  @Test
  void warningsAttribute_movesToTheWarnings() {
    AttributeValue list = new AttributeValue.ListValue(List.of(AttributeValue.of("w")));
    Span span = Span.builder()
        .attributes(Attributes.of(JaegerView.WARNINGS_KEY, list))
        .warnings(List.of("own"))
        .build();
    assertThat(JaegerView.warnings(span)).containsExactly("own", "w");
    assertThat(JaegerView.tags(Scope.EMPTY, span).isEmpty()).isTrue();
  }

  @Test
  void resourceWithoutAttributes_hasJaegersPlaceholder() {
    assertThat(JaegerView.serviceName(Resource.EMPTY)).isEqualTo("OTLPResourceNoServiceName");
    assertThat(
            JaegerView.serviceName(Resource.of(Attributes.builder().put("a", 1).build())))
        .isEmpty();
  }

  @Test
  void json_isJaegersToTheLetter() throws Exception {
    Resource process =
        Resource.ofService("svc", Attributes.builder().put("hostname", "h").build());
    Resource equal =
        Resource.ofService("svc", Attributes.builder().put("hostname", "h").build());
    Attributes tags = Attributes.builder()
        .put("i", 1L << 53)
        .put("j", (1L << 53) - 1)
        .put("d", 3.0)
        .put("n", Double.NaN)
        .put("b", AttributeValue.of(new byte[] {1}))
        .put("e", AttributeValue.of(new byte[0]))
        .build();
    Span span = Span.builder()
        .traceId(TRACE)
        .spanId(new SpanId(2))
        .parentSpanId(PARENT)
        .jaegerFlags(-1)
        .name("op")
        .startNanos(1_700_000_000_000_000_999L)
        .durationNanos(1_999)
        .attributes(tags)
        .events(List.of(new SpanEvent(5_999, "hit", Attributes.empty())))
        .warnings(List.of("w"))
        .build();
    Span root = Span.builder().traceId(TRACE).spanId(PARENT).durationNanos(-5).build();
    String json = Renderings.json(new Trace(
        TRACE,
        List.of(new TraceSpan(process, Scope.EMPTY, span), new TraceSpan(equal, Scope.EMPTY, root)),
        List.of()));
    assertThat(json)
        .isEqualTo("{\"traceID\":\"00000000000000ab\",\"spans\":["
            + "{\"traceID\":\"00000000000000ab\",\"spanID\":\"0000000000000002\",\"flags\":4294967295,"
            + "\"operationName\":\"op\",\"references\":[{\"refType\":\"CHILD_OF\","
            + "\"traceID\":\"00000000000000ab\",\"spanID\":\"0000000000000001\"}],"
            + "\"startTime\":1700000000000000,\"duration\":1,\"tags\":["
            + "{\"key\":\"i\",\"type\":\"int64\",\"value\":\"9007199254740992\"},"
            + "{\"key\":\"j\",\"type\":\"int64\",\"value\":9007199254740991},"
            + "{\"key\":\"d\",\"type\":\"float64\",\"value\":3},"
            + "{\"key\":\"n\",\"type\":\"float64\",\"value\":\"NaN\"},"
            + "{\"key\":\"b\",\"type\":\"binary\",\"value\":\"AQ==\"},"
            + "{\"key\":\"e\",\"type\":\"binary\",\"value\":null}],"
            + "\"logs\":[{\"timestamp\":5,\"fields\":[{\"key\":\"event\",\"type\":\"string\",\"value\":\"hit\"}]}],"
            + "\"processID\":\"p1\",\"warnings\":[\"w\"]},"
            + "{\"traceID\":\"00000000000000ab\",\"spanID\":\"0000000000000001\",\"operationName\":\"\","
            + "\"references\":[],\"startTime\":0,\"duration\":0,\"tags\":[],\"logs\":[],"
            + "\"processID\":\"p1\",\"warnings\":null}],"
            + "\"processes\":{\"p1\":{\"serviceName\":\"svc\",\"tags\":"
            + "[{\"key\":\"hostname\",\"type\":\"string\",\"value\":\"h\"}]}},\"warnings\":null}");
  }

  private static SpanLink link(TraceId trace, SpanId span, Attributes attributes) {
    return new SpanLink(trace, span, ReferenceType.NONE, "", 0, attributes, 0);
  }
}
