// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Rows captured from older writers, one sample span in each layout. */
class GoldenRowsTest {
  private static final TraceId SHORT = new TraceId(0, 0x0a1b2c3d4e5f6071L);
  private static final TraceId LONG = new TraceId(1, 0x0a1b2c3d4e5f6071L);

  private static Map<String, Map<String, String>> records() throws IOException {
    try (InputStream file = GoldenRowsTest.class.getResourceAsStream("/sls-layouts.json")) {
      Map<String, Map<String, String>> records = new LinkedHashMap<>();
      JsonNode root = new ObjectMapper().readTree(file);
      root.path("records").properties().forEach(record -> {
        Map<String, String> row = new LinkedHashMap<>();
        record
            .getValue()
            .properties()
            .forEach(f -> row.put(f.getKey(), f.getValue().asText()));
        records.put(record.getKey(), row);
      });
      return records;
    }
  }

  /** The sample span as its writers got it. */
  private static TraceSpan sample(TraceId traceId) {
    Attributes tags = Attributes.builder()
        .put("span.kind", "server")
        .put("http.status_code", 500)
        .put("error", true)
        .put("ratio", 0.123456789)
        .put("bin", BytesValue.owning(new byte[] {1, 2, (byte) 0xff}))
        .put("db.instance", "orders")
        .build();
    Attributes event = Attributes.builder()
        .put("event", "retry")
        .put("n", 2)
        .put("f", 1.4)
        .put("b", true)
        .build();
    Span span = Span.builder()
        .traceId(traceId)
        .spanId(new SpanId(0xcd))
        .parentSpanId(new SpanId(0xab))
        .jaegerFlags(1)
        .name("HTTP GET /dispatch")
        .startNanos(1_600_000_000_123_456_789L)
        .durationNanos(1_234_567)
        .attributes(tags)
        .events(List.of(new SpanEvent(1_600_000_000_223_456_789L, "", event)))
        .links(List.of(
            SpanLink.reference(ReferenceType.CHILD_OF, traceId, new SpanId(0xab)),
            SpanLink.reference(ReferenceType.FOLLOWS_FROM, new TraceId(1, 2), new SpanId(3))))
        .warnings(List.of("clock skew"))
        .build();
    Attributes process =
        Attributes.builder().put("hostname", "h1").put("ip", "10.0.0.1").build();
    return new TraceSpan(Resource.ofService("frontend", process), Scope.EMPTY, span);
  }

  @Test
  void legacyWriter_writesTheRowsOf019() throws IOException {
    Map<String, Map<String, String>> records = records();
    assertSameFields(SHORT, records.get("aliyun-log-0.1.9/64bit"));
    assertSameFields(LONG, records.get("aliyun-log-0.1.9/128bit"));
  }

  private static void assertSameFields(TraceId traceId, Map<String, String> golden) {
    Map<String, String> written = EncodedLog.fields(SpanLayout.JAEGER_LEGACY, sample(traceId));
    assertThat(new ArrayList<>(written.entrySet())).isEqualTo(new ArrayList<>(golden.entrySet()));
  }

  @TestFactory
  List<DynamicTest> everyRow_decodesToTheSampleSpan() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    records()
        .forEach(
            (name, row) -> tests.add(DynamicTest.dynamicTest(name, () -> assertSample(name, row))));
    assertThat(tests).hasSizeGreaterThan(10);
    return tests;
  }

  private static void assertSample(String name, Map<String, String> row) {
    TraceSpan located = LayoutDetector.decode(LogRow.of(row), new SharedParts());
    assertThat(located).isNotNull();
    TraceSpan expected = sample(name.contains("128bit") ? LONG : SHORT);
    Span span = located.span();
    Span wanted = expected.span();
    boolean nanos = name.startsWith("aliyun-log-0.0.3");
    assertThat(located.resource()).isEqualTo(expected.resource());
    assertThat(located.scope()).isEqualTo(Scope.EMPTY);
    assertThat(span.traceId()).isEqualTo(wanted.traceId());
    assertThat(span.spanId()).isEqualTo(wanted.spanId());
    assertThat(span.name()).isEqualTo(wanted.name());
    assertThat(span.jaegerFlags()).isEqualTo(1);
    assertThat(span.startNanos())
        .isEqualTo(wanted.startNanos() / (nanos ? 1 : 1000) * (nanos ? 1 : 1000));
    assertThat(span.durationNanos()).isEqualTo(nanos ? 1_234_567 : 1_234_000);
    assertThat(span.warnings()).containsExactly("clock skew");
    assertThat(span.effectiveStatus().isError()).isTrue();
    assertThat(span.attributes().get("http.status_code")).isEqualTo(AttributeValue.of(500));
    assertThat(span.attributes().text("ratio")).isEqualTo("0.123456789");
    assertThat(span.attributes().text("span.kind")).isEqualTo("server");
    assertThat(span.events()).hasSize(1);
    assertThat(span.events().get(0).timeNanos()).isEqualTo(1_600_000_000_223_456_789L);
    assertThat(span.events().get(0).attributes().text("event")).isEqualTo("retry");
    if (name.equals("grpc-plugin/64bit")) {
      // The plugin took references for the parent only within the same 128-bit trace, and lost them
      // in this sample.
      assertThat(span.isRoot()).isTrue();
      assertThat(span.links()).isEmpty();
    } else {
      assertThat(span.parentSpanId()).isEqualTo(wanted.parentSpanId());
      assertThat(span.links()).isEqualTo(wanted.links());
    }
    if (name.startsWith("aliyun-log-0")) {
      assertThat(span.events()).isEqualTo(wanted.events());
    }
  }
}
