// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JaegerJsonTest {
  private static final String TRACE = """
      {"traceID":"1f","spans":[{"traceID":"1f","spanID":"2","parentSpanID":"1","processID":"p1",
        "operationName":"op","startTime":1700000000000000,"duration":5,"warnings":null,"references":[],
        "tags":[{"key":"n","type":"int64","value":"9007199254740993"},{"value":true,"key":"b"},
                {"key":"s","type":"bool","value":"true"},{"key":"y","type":"binary","value":null}]}],
       "processes":{"p1":{"serviceName":"svc","tags":[]}},"warnings":null}""";

  @Test
  void bareTrace_isRead() throws Exception {
    TraceSpan span = decode(TRACE).flatten().get(0);
    assertThat(span.resource().serviceName()).isEqualTo("svc");
    assertThat(span.span().attributes())
        .isEqualTo(Attributes.builder()
            .put("n", 9007199254740993L)
            .put("b", true)
            .put("s", true)
            .put("y", AttributeValue.of(new byte[0]))
            .build());
  }

  @Test
  void separateParentField_becomesAReference() throws Exception {
    TraceSpan span = decode(TRACE).flatten().get(0);
    assertThat(span.span().links())
        .containsExactly(SpanLink.reference(
            ReferenceType.CHILD_OF, TraceId.parse("1f"), span.span().parentSpanId()));
    assertThat(span.span().parentSpanId().value()).isEqualTo(1);
  }

  @Test
  void arrayAndAnswer_holdSeveralTraces() throws Exception {
    assertThat(decode("[" + TRACE + "," + TRACE + "]").spanCount()).isEqualTo(2);
    assertThat(decode("{\"total\":0,\"data\":[" + TRACE + "," + TRACE + "]}").spanCount())
        .isEqualTo(2);
    assertThat(decode("{\"data\":null}").spanCount()).isZero();
  }

  @Test
  void stream_handsOverTraceByTrace() throws Exception {
    String document = "{\"data\":[" + TRACE + "," + TRACE + "," + TRACE + "]}";
    InputStream in = new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    List<Integer> sizes = new ArrayList<>();
    long spans = JaegerJson.read(in, DecodeLimits.DEFAULT, trace -> sizes.add(trace.spanCount()));
    assertThat(spans).isEqualTo(3);
    assertThat(sizes).containsExactly(1, 1, 1);
  }

  @Test
  void processInsideTheSpan_isTaken() throws Exception {
    SpanBatch batch = decode(
        "{\"spans\":[{\"traceID\":\"1\",\"spanID\":\"1\",\"process\":{\"serviceName\":\"own\",\"tags\":[]}}]}");
    assertThat(batch.flatten().get(0).resource().serviceName()).isEqualTo("own");
  }

  @Test
  void unknownProcess_isRefused() {
    assertThatThrownBy(() -> decode("{\"spans\":[{\"traceID\":\"1\",\"processID\":\"p9\"}]}"))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("processID");
  }

  @Test
  void valueThatDoesNotFit_isRefused() {
    assertThatThrownBy(() -> decode(TRACE.replace("9007199254740993", "x")))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("does not fit");
  }

  private static SpanBatch decode(String json) throws DecodeException {
    return JaegerJson.decode(
        ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), DecodeLimits.DEFAULT);
  }
}
