// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.testing.payload.GoldenQuery;
import io.tracingonsls.testing.payload.GoldenQueryCase;
import io.tracingonsls.testing.payload.GoldenQueryTrace;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans of Jaeger origin read in OTLP's JSON as v2.20 answers them, where its adjusters and sanitizers have nothing to do. */
class OtlpViewGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Changed by adjusters (shared ids, addresses, library tags, invalid links) or by the sanitizer (names, durations, text). */
  private static final Set<String> ELSEWHERE = Set.of(
      "shared-id",
      "ip-as-int",
      "library-tags",
      "references-zero",
      "empty-service",
      "empty-strings",
      "durations",
      "invalid-utf8");

  static List<GoldenQueryCase> cases() {
    return GoldenQuery.cases().stream()
        .filter(one -> one.group().equals("v3-trace")
            && one.answer("v2.20").path("status").asInt() == 200
            && !ELSEWHERE.contains(one.name()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void jaegerSpan_readsAsOtlp(GoldenQueryCase recorded) throws Exception {
    JsonNode theirs = JSON.readTree(recorded.answer("v2.20").path("body").asText());
    JsonNode spans = theirs.path("result").path("resourceSpans");
    String traceId = spans
        .path(0)
        .path("scopeSpans")
        .path(0)
        .path("spans")
        .path(0)
        .path("traceId")
        .asText();
    assertThat(lines(ours(traceId))).isEqualTo(lines(spans));
  }

  private static JsonNode ours(String traceId) throws Exception {
    List<TraceSpan> spans = new ArrayList<>();
    for (GoldenQueryTrace trace : GoldenQuery.traces()) {
      if (trace.description().path("traceId").asText().equals(traceId)) {
        for (byte[] body : trace.batches()) {
          SpanBatch batch = JaegerThrift.decodeBatch(ByteBuffer.wrap(body));
          spans.addAll(batch.flatten());
        }
      }
    }
    return JSON.readTree(json(spans));
  }

  private static String json(List<TraceSpan> spans) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.getFactory().createGenerator(text)) {
      json.writeStartArray();
      new OtlpJsonWriter(json).writeTrace(spans);
      json.writeEndArray();
    }
    return text.toString();
  }

  /** One line per distinct span with its resource and scope, attributes sorted, adjusters' warnings left out. */
  private static List<String> lines(JsonNode resourceSpans) {
    List<String> lines = new ArrayList<>();
    for (JsonNode resource : resourceSpans) {
      for (JsonNode scope : resource.path("scopeSpans")) {
        for (JsonNode span : scope.path("spans")) {
          lines.add(sorted(resource.path("resource")) + " " + sorted(scope.path("scope")) + " "
              + sorted(span));
        }
      }
    }
    return lines.stream().distinct().sorted().toList();
  }

  private static JsonNode sorted(JsonNode node) {
    JsonNode copy = node.deepCopy();
    if (copy.path("attributes").isArray()) {
      List<JsonNode> attributes = new ArrayList<>();
      copy.path("attributes").forEach(attribute -> {
        if (!attribute.path("key").asText().equals("@jaeger@warnings")) {
          attributes.add(attribute);
        }
      });
      attributes.sort(Comparator.comparing(JsonNode::toString));
      ((ObjectNode) copy).remove("attributes");
      if (!attributes.isEmpty()) {
        ((ObjectNode) copy).putArray("attributes").addAll(attributes);
      }
    }
    if (copy.path("events").isArray()) {
      List<JsonNode> events = new ArrayList<>();
      copy.path("events").forEach(event -> events.add(sorted(event)));
      events.sort(Comparator.comparing(JsonNode::toString));
      ((ObjectNode) copy).remove("events");
      ((ObjectNode) copy).putArray("events").addAll(events);
    }
    return JSON.valueToTree(JSON.convertValue(copy, java.util.TreeMap.class));
  }
}
