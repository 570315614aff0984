// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

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
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.testing.generate.SeededSpans;
import io.tracingonsls.testing.generate.Seeds;
import io.tracingonsls.testing.junit.SeedExtension;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every canonical span comes back equal from its SLS Trace row. */
@ExtendWith(SeedExtension.class)
class RoundTripTest {
  @Test
  void everySpan_comesBackEqual(SeededSpans spans) {
    for (int i = 0; i < Seeds.rounds(3_000); i++) {
      assertRoundTrip(spans.span());
    }
  }

  @Test
  void everySpanOfAnyTime_comesBackEqual(SplittableRandom random) {
    SeededSpans spans =
        new SeededSpans(random.nextLong(), new TimeRange(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2));
    for (int i = 0; i < Seeds.rounds(1_000); i++) {
      assertRoundTrip(spans.span());
    }
  }

  /** Mixes what the two origins keep apart: fields and tags that say the same or the opposite. */
  @Test
  void spanWithFieldsAndTags_comesBackEqual(SeededSpans spans) {
    for (int i = 0; i < Seeds.rounds(3_000); i++) {
      assertRoundTrip(mixed(spans));
    }
  }

  private static TraceSpan mixed(SeededSpans spans) {
    SplittableRandom random = spans.random();
    TraceSpan span = spans.span();
    Span own = span.span();
    Attributes.Builder tags = own.attributes().toBuilder();
    String[] kinds = {"server", "SERVER", "client", "", "null", "other"};
    tags.put("span.kind", kinds[random.nextInt(kinds.length)]);
    tags.put("error", random.nextBoolean());
    tags.put("otel.status_code", random.nextBoolean() ? "ERROR" : "OK");
    SpanLink[] links = {
      SpanLink.reference(ReferenceType.CHILD_OF, own.traceId(), own.parentSpanId()),
      SpanLink.reference(ReferenceType.FOLLOWS_FROM, own.traceId(), own.parentSpanId()),
      SpanLink.reference(ReferenceType.NONE, own.traceId(), own.parentSpanId()),
      SpanLink.reference(ReferenceType.CHILD_OF, own.traceId(), new SpanId(9)),
      new SpanLink(
          own.traceId(),
          own.parentSpanId(),
          ReferenceType.CHILD_OF,
          "",
          0,
          Attributes.of("opentracing.ref_type", AttributeValue.of("child_of")),
          0),
      new SpanLink(
          own.traceId(),
          new SpanId(4),
          ReferenceType.NONE,
          "",
          0,
          Attributes.of("opentracing.ref_type", AttributeValue.of("follows_from")),
          0)
    };
    String[] messages = {"", "null", "[\"a\"]", "[", "text"};
    Attributes.Builder resource = span.resource().attributes().toBuilder();
    if (random.nextBoolean()) {
      resource.put("hostname", "h1");
    }
    resource.put("host.name", random.nextBoolean() ? "h1" : "null").put("after", 1);
    Attributes event = Attributes.builder()
        .put("x", true)
        .put("event", random.nextBoolean() ? "name" : "")
        .put("x", false)
        .put("event", "again")
        .build();
    return new TraceSpan(
        new Resource(resource.build(), 0, ""),
        span.scope(),
        own.toBuilder()
            .attributes(tags.build())
            .jaegerFlags(random.nextInt(2))
            .parentSpanId(random.nextInt(4) == 0 ? SpanId.ZERO : own.parentSpanId())
            .links(List.of(links[random.nextInt(6)], links[random.nextInt(6)]))
            .kind(List.of(SpanKind.values()).get(random.nextInt(6)))
            .status(new SpanStatus(
                List.of(SpanStatus.Code.values()).get(random.nextInt(3)),
                messages[random.nextInt(messages.length)]))
            .events(List.of(
                new SpanEvent(5, random.nextBoolean() ? "own" : "", event, 3),
                new SpanEvent(6, "", Attributes.empty())))
            .build());
  }

  @Test
  void smallestSpan_comesBackEqual() {
    assertRoundTrip(new TraceSpan(
        Resource.EMPTY, Scope.EMPTY, Span.builder().traceId(new TraceId(0, 1)).build()));
  }

  @Test
  void ordinaryJaegerSpan_needsNoExt() {
    Span span = Span.builder()
        .traceId(new TraceId(0, 1))
        .spanId(new SpanId(2))
        .parentSpanId(new SpanId(3))
        .jaegerFlags(1)
        .name("op")
        .startNanos(1_600_000_000_123_456_000L)
        .durationNanos(1_000)
        .attributes(
            Attributes.builder().put("span.kind", "server").put("error", true).build())
        .links(
            List.of(SpanLink.reference(ReferenceType.CHILD_OF, new TraceId(0, 1), new SpanId(3))))
        .build();
    TraceSpan located = new TraceSpan(
        Resource.ofService("s", Attributes.of("hostname", AttributeValue.of("h"))),
        Scope.EMPTY,
        span);
    assertThat(EncodedLog.fields(SpanLayout.SLS_TRACE, located))
        .doesNotContainKeys("jaeger.ext", "jaeger.nano", "jaeger.warnings")
        .containsEntry("jaeger.find", "error=true");
    assertRoundTrip(located);
  }

  @Test
  void credentials_areNeitherWrittenNorRead() {
    Attributes secret = Attributes.builder()
        .put("sls.otel.akid", "id")
        .put("sls.otel.aksecret", "s3cret")
        .put("kept", "k")
        .build();
    Span span = Span.builder()
        .traceId(new TraceId(0, 1))
        .attributes(secret)
        .events(List.of(new SpanEvent(1, "e", Attributes.empty())))
        .build();
    TraceSpan located = new TraceSpan(Resource.ofService("s", secret), Scope.EMPTY, span);
    for (SpanLayout layout : List.of(SpanLayout.SLS_TRACE, SpanLayout.JAEGER_LEGACY)) {
      assertThat(EncodedLog.fields(layout, located).toString())
          .doesNotContain("s3cret")
          .contains("kept");
    }
    Map<String, String> row = Map.of(
        "service",
        "s",
        "host",
        "",
        "traceID",
        "1",
        "start",
        "1600000000000000",
        "resource",
        "{\"sls.otel.aksecret\":\"s3cret\"}",
        "attribute",
        "{\"sls.otel.aksecret\":\"s3cret\"}");
    assertThat(SpanLayout.SLS_TRACE.decode(LogRow.of(row), new SharedParts()).toString())
        .doesNotContain("s3cret");
  }

  private static void assertRoundTrip(TraceSpan span) {
    Map<String, String> fields = EncodedLog.fields(SpanLayout.SLS_TRACE, span);
    TraceSpan back = LayoutDetector.decode(LogRow.of(fields), new SharedParts());
    assertThat(back).as("row %s", fields).isEqualTo(span);
  }
}
