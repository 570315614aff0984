// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.Attribute;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThriftBodiesTest {
  @Test
  void next_sameSeed_isEqual() {
    byte[] first = new ThriftBodies(Profile.P1, 3).next().bytes();
    assertThat(new ThriftBodies(Profile.P1, 3).next().bytes()).isEqualTo(first);
    assertThat(Arrays.equals(new ThriftBodies(Profile.P1, 4).next().bytes(), first))
        .isFalse();
    assertThat(first.length / 100).isBetween(450, 700);
  }

  @Test
  void patch_givesDecodableSpansOfTheProfile() throws Exception {
    SpanBody body = new ThriftBodies(Profile.P1, 3).next();
    body.patch(7, 1_000, 1_790_000_000_000_000L);
    List<TraceSpan> spans =
        JaegerThrift.decodeBatch(ByteBuffer.wrap(body.bytes())).flatten();
    assertThat(spans).hasSize(body.spans()).hasSize(100);
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i).span();
      assertThat(span.traceId()).isEqualTo(new TraceId(7, 1_000 + i / 10));
      assertThat(span.isRoot()).isEqualTo(i % 10 == 0);
      assertThat(span.startMicros()).isBetween(1_790_000_000_000_000L, 1_790_000_000_090_000L);
      assertThat(span.attributes().size()).isEqualTo(11);
      assertThat(span.attributes())
          .extracting(Attribute::value)
          .last()
          .isInstanceOf(LongValue.class);
      assertThat(spans.get(i).resource().serviceName()).startsWith("service-");
    }
  }
}
