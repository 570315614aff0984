// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of writers that nobody captured, built from what is known about them, and damaged rows. */
class ForeignRowsTest {
  private static final TraceId TRACE = TraceId.parse("0a1b2c3d4e5f6071");

  private static Map<String, String> exporterRow() {
    Map<String, String> row = new HashMap<>();
    row.put("host", "h1");
    row.put("service", "frontend");
    row.put("resource", "{\"ip\":\"10.0.0.1\"}");
    row.put("otlp.name", "lib");
    row.put("otlp.version", "");
    row.put("traceID", "00000000000000000a1b2c3d4e5f6071");
    row.put("spanID", "00000000000000cd");
    row.put("parentSpanID", "00000000000000ab");
    row.put("kind", "server");
    row.put("name", "op");
    row.put("links", "[]");
    row.put("logs", "[]");
    row.put("traceState", "");
    row.put("start", "1600000000123456");
    row.put("end", "1600000000124690");
    row.put("duration", "1234");
    row.put("attribute", "{\"n\":1,\"f\":1.0,\"b\":true,\"l\":[1,\"a\"],\"s\":\"t\"}");
    row.put("statusCode", "ERROR");
    row.put("statusMessage", "boom");
    return row;
  }

  private static TraceSpan decode(Map<String, String> row) {
    TraceSpan span = LayoutDetector.decode(LogRow.of(row), new SharedParts());
    assertThat(span).isNotNull();
    return span;
  }

  @Test
  void exporterRow_isAnOtlpSpan() {
    TraceSpan located = decode(exporterRow());
    Span span = located.span();
    assertThat(located.resource().attributes().text("host.name")).isEqualTo("h1");
    assertThat(located.resource().serviceName()).isEqualTo("frontend");
    assertThat(located.scope().name()).isEqualTo("lib");
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.status()).isEqualTo(new SpanStatus(SpanStatus.Code.ERROR, "boom"));
    assertThat(span.parentSpanId()).isEqualTo(new SpanId(0xab));
    assertThat(span.links()).isEmpty();
    assertThat(span.attributes().get("n")).isEqualTo(AttributeValue.of(1));
    assertThat(span.attributes().get("f")).isEqualTo(AttributeValue.of(1.0));
    assertThat(span.attributes().get("b")).isEqualTo(AttributeValue.of(true));
    assertThat(span.durationNanos()).isEqualTo(1_234_000);
    assertThat(span.warnings()).isEmpty();
  }

  @Test
  void damagedParts_areLeftOutWithAWarning() {
    Map<String, String> row = exporterRow();
    row.put("links", "[{\"traceID\":");
    row.put("logs", "{\"a\":1}");
    row.put("attribute", "{\"ok\":1,\"cut\":\"off");
    row.put("resource", "null");
    Span span = decode(row).span();
    assertThat(span.name()).isEqualTo("op");
    assertThat(span.attributes().get("ok")).isEqualTo(AttributeValue.of(1));
    assertThat(span.warnings())
        .hasSize(3)
        .anyMatch(warning -> warning.contains("links"))
        .anyMatch(warning -> warning.contains("logs"))
        .anyMatch(warning -> warning.contains("attribute"));
  }

  @Test
  void linkWithoutIds_isIgnored() {
    Map<String, String> row = exporterRow();
    row.put(
        "links", "[{\"k\":\"v\"},{\"TraceID\":\"1\",\"SpanId\":\"2\",\"Attributes\":{\"a\":1}}]");
    Span span = decode(row).span();
    assertThat(span.links()).hasSize(1);
    assertThat(span.links().get(0).type()).isEqualTo(ReferenceType.NONE);
    assertThat(span.links().get(0).attributes().get("a")).isEqualTo(AttributeValue.of(1));
    assertThat(span.warnings()).isEmpty();
  }

  @Test
  void startInNanosecondsWithDurationInMicroseconds_usesTheEnd() {
    Map<String, String> row = exporterRow();
    row.put("start", "1600000000123456789");
    row.put("end", "1600000000124691356");
    row.put("duration", "1234");
    Span span = decode(row).span();
    assertThat(span.startNanos()).isEqualTo(1_600_000_000_123_456_789L);
    assertThat(span.durationNanos()).isEqualTo(1_234_567);
  }

  @Test
  void androidRow_isRead() {
    Map<String, String> row = exporterRow();
    row.put("kind", "CLIENT");
    row.put("parentSpanID", "0000000000000000");
    row.put("traceState", "null");
    row.put(
        "logs",
        "[{\"name\":\"e\",\"epochNanos\":1600000000223456789,\"attributes\":{\"a\":\"b\"}}]");
    Span span = decode(row).span();
    assertThat(span.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.isRoot()).isTrue();
    assertThat(span.traceState()).isEmpty();
    assertThat(span.events().get(0).timeNanos()).isEqualTo(1_600_000_000_223_456_789L);
    assertThat(span.events().get(0).name()).isEqualTo("e");
  }

  @Test
  void skyWalkingRow_keepsItsIdsAsTags() {
    Map<String, String> row = exporterRow();
    row.put("traceID", "aXbYc.123.456");
    row.put("spanID", "segment.1");
    row.put("parentSpanID", "segment.0");
    row.put("logs", "[{\"time\":\"1600000000223\",\"event\":\"error\",\"stack\":\"s\"}]");
    Span span = decode(row).span();
    assertThat(span.attributes().text("sls.original_trace_id")).isEqualTo("aXbYc.123.456");
    assertThat(span.attributes().text("sls.original_span_id")).isEqualTo("segment.1");
    assertThat(span.traceId()).isEqualTo(RowIds.parse("aXbYc.123.456"));
    assertThat(span.isRoot()).isFalse();
    assertThat(span.events().get(0).timeNanos()).isEqualTo(1_600_000_000_223_000_000L);
    assertThat(span.events().get(0).attributes().text("stack")).isEqualTo("s");
  }

  @Test
  void eventAttributesAsText_areParsed() {
    Map<String, String> row = exporterRow();
    row.put("logs", "[{\"name\":\"e\",\"time\":1,\"attribute\":\"{\\\"a\\\":2}\"}]");
    assertThat(decode(row).span().events().get(0).attributes().get("a"))
        .isEqualTo(AttributeValue.of(2));
  }

  @Test
  void clientRow_isRead() {
    Map<String, String> row = new HashMap<>(Map.of(
        "traceID", "a1b2c3d4e5f6071",
        "spanID", "cd",
        "parentSpanID", "ab",
        "operationName", "op",
        "flags", "a",
        "startTime", "1600000000123456",
        "duration", "1234",
        "references",
            "[{\"refType\":\"follows_from\",\"traceID\":\"a1b2c3d4e5f6071\",\"spanID\":\"ab\"}]",
        "tags", "{\"n\":1,\"s\":\"x\"}",
        "logs", "[{\"timestamp\":1600000000223456,\"tags\":{\"event\":\"e\"}}]"));
    row.put("process", "{\"serviceName\":\"frontend\",\"tags\":{\"ip\":\"10.0.0.1\"}}");
    TraceSpan located = decode(row);
    assertThat(located.resource())
        .isEqualTo(
            Resource.ofService("frontend", Attributes.of("ip", AttributeValue.of("10.0.0.1"))));
    assertThat(located.span().traceId()).isEqualTo(TRACE);
    assertThat(located.span().jaegerFlags()).isEqualTo(10);
    assertThat(located.span().attributes().get("n")).isEqualTo(AttributeValue.of(1));
    assertThat(located.span().links().get(0).type()).isEqualTo(ReferenceType.FOLLOWS_FROM);
    assertThat(located.span().links()).hasSize(1);
    assertThat(located.span().events().get(0).timeNanos()).isEqualTo(1_600_000_000_223_456_000L);
  }

  @Test
  void rowWithoutASpan_isNone() {
    assertThat(LayoutDetector.decode(LogRow.of(Map.of("a", "b")), new SharedParts()))
        .isNull();
  }

  @Test
  void spellings_coverEveryWriter() {
    assertThat(RowIds.spellings(TRACE))
        .containsExactly("00000000000000000a1b2c3d4e5f6071", "0a1b2c3d4e5f6071", "a1b2c3d4e5f6071");
    assertThat(RowIds.spellings(new TraceId(1, 2)))
        .containsExactly("00000000000000010000000000000002", "10000000000000002");
  }
}
