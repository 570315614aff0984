// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.testing.generate.SeededSpans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanitizersTest {
  private static final SpanLimits LIMITS = new SpanLimits(100, 200, 300, 1000, 8000);

  private static Sanitizers sanitizers(Attributes tags) {
    return new Sanitizers(LIMITS, tags);
  }

  private static Span sanitize(Span span) {
    Sanitized result =
        sanitizers(Attributes.empty()).sanitize(TestSpans.batchOf(span), SpanFormat.JAEGER);
    return result.batch().flatten().get(0).span();
  }

  private static Resource sanitize(Attributes resource, SpanFormat format, Attributes tags) {
    SpanBatch batch = SpanBatch.of(
        ResourceSpans.of(Resource.of(resource), List.of(TestSpans.span(1).build())));
    return sanitizers(tags).sanitize(batch, format).batch().resources().get(0).resource();
  }

  @Test
  void returnsTheSameObject_whenNothingIsWrong() {
    SpanBatch batch = TestSpans.batch(5);
    assertThat(sanitizers(Attributes.empty()).sanitize(batch, SpanFormat.OTLP).batch())
        .isSameAs(batch);
  }

  @Test
  void takesOutSpansWithoutIdentity() {
    SpanBatch batch = TestSpans.batchOf(
        TestSpans.span(1).traceId(TraceId.ZERO).build(),
        TestSpans.span(2).spanId(SpanId.ZERO).build());
    Sanitized result = sanitizers(Attributes.empty()).sanitize(batch, SpanFormat.JAEGER);
    assertThat(result.batch().resources()).isEmpty();
    assertThat(result.rejected()).isEqualTo(Map.of("zero_trace_id", 1, "zero_span_id", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "100, -5000, 100, 1",
    "-1, 10, 0, 10",
    "100, 9223372036854775807, 100, 9223372036854775707",
    "9223372036854775807, 5, 9223372036854775807, 0",
    "9223372036854775807, -5, 9223372036854775807, 0",
    "-9223372036854775808, -9223372036854775808, 0, 1",
  })
  void bringsTimesIntoRange_withAWarning(
      long start, long duration, long newStart, long newDuration) {
    Span span =
        sanitize(TestSpans.span(1).startNanos(start).durationNanos(duration).build());
    assertThat(span.startNanos()).isEqualTo(newStart);
    assertThat(span.durationNanos()).isEqualTo(newDuration);
    assertThat(span.endNanos()).isGreaterThanOrEqualTo(span.startNanos());
    assertThat(span.warnings()).isNotEmpty();
  }

  @Test
  void keepsZeroDurations() {
    assertThat(sanitize(TestSpans.span(1).durationNanos(0).build()).warnings()).isEmpty();
  }

  @Test
  void wordsNegativeDurationsAsJaegerDoes() {
    Span span = sanitize(TestSpans.span(1)
        .startNanos(1_795_403_000_000_009_000L)
        .durationNanos(-4_000)
        .build());
    assertThat(span.warnings())
        .containsExactly(
            "Negative duration detected, sanitizing end timestamp. Original end timestamp: 2026-11-23 03:03:20.000005"
                + " +0000 UTC, adjusted to: 2026-11-23 03:03:20.000009001 +0000 UTC");
  }

  @ParameterizedTest
  @CsvSource({
    "MISSING, missing-service-name",
    "EMPTY, empty-service-name",
    "NUMBER, service-name-wrong-type"
  })
  void givesEveryResourceAServiceName(String kind, String expected) {
    Attributes attributes = switch (kind) {
      case "MISSING" -> Attributes.of("a", AttributeValue.of("b"));
      case "EMPTY" -> Attributes.of("service.name", AttributeValue.of(""));
      default -> Attributes.of("service.name", AttributeValue.of(5L));
    };
    assertThat(sanitize(attributes, SpanFormat.OTLP, Attributes.empty()).serviceName())
        .isEqualTo(expected);
  }

  @Test
  void cutsLongTexts_withAWarning_andNeverSplitsACharacter() {
    Span span = sanitize(TestSpans.span(1)
        .name("n".repeat(500))
        .attributes(Attributes.builder()
            .put("k".repeat(400), "v")
            .put("long", "x".repeat(999) + "😀".repeat(100))
            .put("bytes", AttributeValue.of(new byte[5000]))
            .build())
        .build());
    assertThat(span.name()).hasSize(200);
    assertThat(span.attributes().key(0)).hasSize(300);
    assertThat(span.attributes().text("long")).isEqualTo("x".repeat(999));
    assertThat(((AttributeValue.BytesValue) span.attributes().get("bytes")).length())
        .isEqualTo(1000);
    assertThat(span.warnings()).hasSize(4).anyMatch(w -> w.startsWith("attribute long cut from "));
  }

  @Test
  void dropsSurplus_butNeverTheSpan() {
    Attributes.Builder attributes = Attributes.builder();
    for (int i = 0; i < 1000; i++) {
      attributes.put("key" + i, "value");
    }
    List<SpanEvent> events = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      events.add(new SpanEvent(i, "event", Attributes.of("a", AttributeValue.of(i))));
    }
    Span span =
        sanitize(TestSpans.span(1).attributes(attributes.build()).events(events).build());
    assertThat(SpanSizes.of(span)).isLessThanOrEqualTo(LIMITS.spanBytes());
    assertThat(span.droppedAttributesCount() + span.attributes().size()).isEqualTo(1000);
    assertThat(span.droppedEventsCount() + span.events().size()).isEqualTo(1000);
    assertThat(span.attributes().size()).isPositive();
    assertThat(span.warnings())
        .singleElement()
        .asString()
        .contains("span is larger than 8000 bytes");
  }

  @Test
  void cutsLongServiceNames() {
    Attributes attributes = Attributes.of("service.name", AttributeValue.of("s".repeat(1_000_000)));
    assertThat(sanitize(attributes, SpanFormat.JAEGER, Attributes.empty()).serviceName())
        .hasSize(100);
  }

  @Test
  void staysWithinLimits_whateverComes() {
    SeededSpans seeded = new SeededSpans(Long.getLong("tests.seed", 5L));
    for (int i = 0; i < 300; i++) {
      SpanBatch batch = seeded.batch(1 + i % 5);
      Sanitized result = sanitizers(Attributes.empty()).sanitize(batch, SpanFormat.OTLP);
      int rejected =
          result.rejected().values().stream().mapToInt(Integer::intValue).sum();
      assertThat(result.batch().spanCount() + rejected).isEqualTo(batch.spanCount());
      result.batch().flatten().forEach(span -> {
        assertThat(SpanSizes.of(span.span())).isLessThanOrEqualTo(LIMITS.spanBytes());
        assertThat(span.resource().serviceName()).isNotEmpty();
      });
    }
  }

  @Test
  void addsCollectorTags_byTheRulesOfTheFormat() {
    Attributes tags = Attributes.builder().put("zone", "a").put("env", "test").build();
    Attributes process = Attributes.builder()
        .put("service.name", "s")
        .put("zone", "b")
        .put("host", "h")
        .build();
    assertThat(sanitize(process, SpanFormat.JAEGER, tags).attributes())
        .hasToString(Attributes.builder()
            .put("service.name", "s")
            .put("env", "test")
            .put("host", "h")
            .put("zone", "b")
            .put("zone", "a")
            .build()
            .toString());
    assertThat(sanitize(process, SpanFormat.OTLP, tags).attributes().text("zone"))
        .isEqualTo("b");
    assertThat(sanitize(process, SpanFormat.OTLP, tags).attributes().text("env"))
        .isEqualTo("test");
  }

  @Test
  void readsCollectorTags() {
    Map<String, String> environment = Map.of("ZONE", "z1", "EMPTY", "");
    Attributes tags = CollectorTags.parse(
        "collector.tags",
        List.of(
            "a=b=c", "zone=${ZONE}", "gone=${EMPTY}", "left=${NONE:fallback}", "also=${EMPTY:x}"),
        environment);
    assertThat(tags)
        .isEqualTo(Attributes.builder()
            .put("a", "b=c")
            .put("zone", "z1")
            .put("left", "fallback")
            .put("also", "x")
            .build());
    assertThatThrownBy(() -> CollectorTags.parse("collector.tags", List.of("novalue"), Map.of()))
        .hasMessage("collector.tags: novalue (expected: key=value)");
  }
}
