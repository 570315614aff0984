// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.testing.payload.GoldenQuery;
import io.tracingonsls.testing.payload.GoldenQueryCase;
import io.tracingonsls.testing.payload.JaegerJsonNormalForm;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.Renderings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded uploads of OTLP JSON become the recorded Jaeger JSON, or are refused where Jaeger refuses them. */
class OtlpTransformGoldenTest {
  static List<GoldenQueryCase> cases() {
    return GoldenQuery.cases().stream()
        .filter(one -> one.group().equals("transform") && one.method().equals("POST"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void upload_becomesJaegersJson(GoldenQueryCase recorded) throws Exception {
    ByteBuffer body = ByteBuffer.wrap(
        recorded.content().path("request").path("body").asText().getBytes(StandardCharsets.UTF_8));
    JsonNode answer = recorded.answer("v1.67");
    if (answer.path("status").asInt() == 400) {
      Assertions.assertThatThrownBy(() -> OtlpJson.decode(body))
          .isInstanceOf(DecodeException.class)
          .hasMessageStartingWith("malformed JSON: ");
      return;
    }
    SpanBatch batch = OtlpJson.decode(body);
    JsonNode data = new ObjectMapper().readTree(answer.path("body").asText()).path("data");
    int spans = 0;
    for (JsonNode trace : data) {
      JsonNode ours = Renderings.trace(trace.path("traceID").asText(), List.of(batch));
      assertThat(JaegerJsonNormalForm.spanLines(ours))
          .isEqualTo(JaegerJsonNormalForm.spanLines(trace));
      spans += trace.path("spans").size();
    }
    assertThat(batch.spanCount()).isEqualTo(spans);
  }
}
