// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Small Thrift batches whose spans start now. */
final class SampleBatches {
  private SampleBatches() {}

  /** One trace of {@code spans} spans: a root and its children, ids from 1. */
  static byte[] trace(String service, long traceId, int spans) {
    long now = Clock.systemUTC().millis() * 1_000_000;
    List<Span> list = new ArrayList<>();
    for (int i = 1; i <= spans; i++) {
      list.add(Span.builder()
          .traceId(new TraceId(0, traceId))
          .spanId(new SpanId(i))
          .parentSpanId(new SpanId(i == 1 ? 0 : 1))
          .jaegerFlags(1)
          .name("op-" + i)
          .startNanos(now)
          .durationNanos(1_000_000)
          .attributes(Attributes.builder().put("number", i).build())
          .build());
    }
    return JaegerThrift.encodeBatch(
        ResourceSpans.of(Resource.ofService(service, Attributes.empty()), list));
  }
}
