// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.testing.payload.GoldenQuery;
import io.tracingonsls.testing.payload.GoldenQueryTrace;
import io.tracingonsls.testing.payload.GoldenTrace;
import io.tracingonsls.testing.payload.JaegerJsonNormalForm;
import io.tracingonsls.testing.payload.Payload;
import io.tracingonsls.testing.payload.PayloadGroup;
import io.tracingonsls.testing.payload.Payloads;
import io.tracingonsls.wire.GoldenDifferences;
import io.tracingonsls.wire.Renderings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JaegerThriftGoldenTest {
  static List<PayloadGroup> groups() {
    return Payloads.under("thrift-http/");
  }

  @ParameterizedTest
  @MethodSource("groups")
  void capturedBody_rendersAsJaegerRendersIt(PayloadGroup group) throws Exception {
    List<SpanBatch> batches = new ArrayList<>();
    for (Payload payload : group.payloads()) {
      batches.add(JaegerThrift.decodeBatch(ByteBuffer.wrap(payload.bytes())));
    }
    for (GoldenTrace golden : group.traces()) {
      JsonNode ours = Renderings.trace(golden.traceId(), batches);
      assertThat(JaegerJsonNormalForm.spanLines(ours))
          .isEqualTo(JaegerJsonNormalForm.spanLines(
              GoldenDifferences.withoutFormatMark(golden.trace("v1.67-raw"))));
    }
  }

  static List<GoldenQueryTrace> dataSet() {
    return GoldenQuery.traces();
  }

  @ParameterizedTest
  @MethodSource("dataSet")
  void dataSetBatch_holdsWhatItsDescriptionSays(GoldenQueryTrace trace) throws Exception {
    List<SpanBatch> batches = new ArrayList<>();
    for (byte[] body : trace.batches()) {
      batches.add(JaegerThrift.decodeBatch(ByteBuffer.wrap(body)));
    }
    int spans = 0;
    for (JsonNode batch : trace.description().path("batches")) {
      spans += batch.path("spans").size();
    }
    assertThat(batches.stream().mapToInt(SpanBatch::spanCount).sum()).isEqualTo(spans);
  }
}
