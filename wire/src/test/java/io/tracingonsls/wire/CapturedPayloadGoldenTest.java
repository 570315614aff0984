// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.testing.payload.GoldenTrace;
import io.tracingonsls.testing.payload.JaegerJsonNormalForm;
import io.tracingonsls.testing.payload.Payload;
import io.tracingonsls.testing.payload.PayloadGroup;
import io.tracingonsls.testing.payload.Payloads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every captured payload decodes and renders as Jaeger v1.67 rendered it, but for the differences that {@link GoldenDifferences} names. */
class CapturedPayloadGoldenTest {
  static List<PayloadGroup> groups() {
    return Payloads.all().stream()
        .filter(group -> !group.name().startsWith("tchannel/"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("groups")
  void payload_rendersAsJaegerRendersIt(PayloadGroup group) throws Exception {
    List<SpanBatch> batches = new ArrayList<>();
    for (Payload payload : group.payloads()) {
      batches.add(Decoders.decode(payload));
    }
    for (GoldenTrace golden : group.traces()) {
      JsonNode ours = Renderings.trace(golden.traceId(), batches);
      assertThat(ours.path("spans")).hasSize(golden.spanCount());
      if (golden.has("v1.67-raw")) {
        JsonNode theirs = golden.trace("v1.67-raw");
        Lines.assertEqual(
            JaegerJsonNormalForm.spanLines(GoldenDifferences.withoutExtras(group.name(), ours)),
            JaegerJsonNormalForm.spanLines(GoldenDifferences.ours(group.name(), theirs)));
      }
    }
  }
}
