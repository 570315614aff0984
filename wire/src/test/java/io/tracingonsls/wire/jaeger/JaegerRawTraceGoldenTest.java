// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.testing.payload.GoldenQuery;
import io.tracingonsls.testing.payload.GoldenQueryCase;
import io.tracingonsls.testing.payload.GoldenQueryTrace;
import io.tracingonsls.testing.payload.JaegerJsonNormalForm;
import io.tracingonsls.wire.GoldenDifferences;
import io.tracingonsls.wire.Renderings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded raw trace of v1.67 is what decoding and rendering make of the data set. */
class JaegerRawTraceGoldenTest {
  static List<GoldenQueryCase> cases() {
    return GoldenQuery.cases().stream()
        .filter(one -> one.group().equals("trace-raw")
            && one.answer("v1.67").path("status").asInt() == 200)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rawTrace_isJaegers(GoldenQueryCase recorded) throws Exception {
    JsonNode theirs = new ObjectMapper()
        .readTree(recorded.answer("v1.67").path("body").asText())
        .path("data")
        .path(0);
    JsonNode ours = Renderings.trace(theirs.path("traceID").asText(), dataSet(theirs));
    assertThat(JaegerJsonNormalForm.spanLines(ours))
        .isEqualTo(JaegerJsonNormalForm.spanLines(
            beforeSanitizing(GoldenDifferences.withoutFormatMark(theirs))));
  }

  /** The collector names services that have no name; a negative duration is 0 here and an unsigned number in v1. */
  private static JsonNode beforeSanitizing(JsonNode trace) {
    for (JsonNode process : trace.path("processes")) {
      if (process.path("serviceName").asText().equals("empty-service-name")) {
        ((ObjectNode) process).put("serviceName", "");
      }
    }
    for (JsonNode span : trace.path("spans")) {
      if (!span.path("duration").canConvertToLong()) {
        ((ObjectNode) span).put("duration", 0);
      }
    }
    return trace;
  }

  private static List<SpanBatch> dataSet(JsonNode theirs) throws Exception {
    String traceId = theirs.path("traceID").asText();
    List<SpanBatch> batches = new ArrayList<>();
    for (GoldenQueryTrace trace : GoldenQuery.traces()) {
      if (trace.description().path("traceId").asText().endsWith(traceId)) {
        for (byte[] body : trace.batches()) {
          batches.add(JaegerThrift.decodeBatch(ByteBuffer.wrap(body)));
        }
      }
    }
    return batches;
  }
}
