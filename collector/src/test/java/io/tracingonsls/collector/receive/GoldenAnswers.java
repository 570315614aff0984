// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.testing.payload.GoldenTrace;
import io.tracingonsls.testing.payload.JaegerJsonNormalForm;
import io.tracingonsls.wire.jaeger.JaegerTraceJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Compares what the collector hands to storage with Jaeger's golden answers, and names where they differ on purpose. */
final class GoldenAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Groups in which Jaeger loses whom a span talked to and the text of an error; we keep both. */
  private static final Set<String> ZIPKIN_V1 =
      Set.of("zipkin/reporter-thrift", "zipkin/py-zipkin-v1-json-128bit");

  private static final Set<String> PEER_KEYS =
      Set.of("peer.service", "net.peer.ip", "net.peer.port");

  private GoldenAnswers() {}

  static void assertSame(String group, GoldenTrace golden, List<SpanBatch> batches)
      throws IOException {
    JsonNode ours = rendered(golden.traceId(), batches);
    JsonNode theirs = golden.trace("v1.67-raw").deepCopy();
    theirs.path("spans").forEach(GoldenAnswers::withoutFormatMark);
    theirs.path("spans").forEach(GoldenAnswers::readableDuration);
    ours.path("spans").forEach(GoldenAnswers::withoutDurationWarning);
    if (ZIPKIN_V1.contains(group)) {
      ours.path("spans").forEach(GoldenAnswers::withoutExtras);
    }
    assertThat(JaegerJsonNormalForm.spanLines(ours))
        .isEqualTo(JaegerJsonNormalForm.spanLines(theirs));
  }

  private static JsonNode rendered(String traceId, List<SpanBatch> batches) throws IOException {
    TraceId id = TraceId.parse(traceId);
    List<TraceSpan> spans = new ArrayList<>();
    for (SpanBatch batch : batches) {
      batch.flatten().stream().filter(span -> span.span().traceId().equals(id)).forEach(spans::add);
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.getFactory().createGenerator(text)) {
      new JaegerTraceJson(generator).write(new Trace(id, spans, List.of()));
    }
    return JSON.readTree(text.toString());
  }

  /** The last tag {@code @jaeger@format} is v1's mark of the input format, which version 2 dropped and we do not write. */
  private static void withoutFormatMark(JsonNode span) {
    ArrayNode tags = (ArrayNode) span.path("tags");
    for (int i = tags.size() - 1; i >= 0; i--) {
      if (tags.get(i).path("key").asText().equals("@jaeger@format")) {
        tags.remove(i);
        return;
      }
    }
  }

  /** v1 prints the duration of a span that ends before it starts as an unsigned number. */
  private static void readableDuration(JsonNode span) {
    if (!span.path("duration").canConvertToLong()) {
      ((ObjectNode) span).put("duration", 0);
    }
  }

  /** Such a span gets a warning from us, as from version 2. */
  private static void withoutDurationWarning(JsonNode span) {
    if (span.path("warnings").path(0).asText().startsWith("Negative duration detected")) {
      ((ObjectNode) span).putNull("warnings");
    }
  }

  private static void withoutExtras(JsonNode span) {
    Iterator<JsonNode> tags = span.path("tags").elements();
    while (tags.hasNext()) {
      JsonNode tag = tags.next();
      String key = tag.path("key").asText();
      boolean errorText = key.equals("error") && tag.path("type").asText().equals("string");
      if (errorText || PEER_KEYS.contains(key)) {
        tags.remove();
      }
    }
  }
}
