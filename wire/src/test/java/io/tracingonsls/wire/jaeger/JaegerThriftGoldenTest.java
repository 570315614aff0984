// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.testing.payload.GoldenQuery;
import io.tracingonsls.testing.payload.GoldenQueryTrace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JaegerThriftGoldenTest {
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
