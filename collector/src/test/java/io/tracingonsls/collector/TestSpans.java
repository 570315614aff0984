// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.List;

/** Small spans. */
public final class TestSpans {
  private TestSpans() {}

  public static Span.Builder span(long id) {
    return Span.builder()
        .traceId(new TraceId(7, id))
        .spanId(new SpanId(id))
        .name("operation")
        .startNanos(1_700_000_000_000_000_000L)
        .durationNanos(1_000_000);
  }

  public static ResourceSpans resource(String service, int count) {
    List<Span> spans = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      spans.add(span(i).build());
    }
    return ResourceSpans.of(Resource.ofService(service, Attributes.empty()), spans);
  }

  public static SpanBatch batch(int count) {
    return SpanBatch.of(resource("service", count));
  }

  public static SpanBatch batchOf(Span... spans) {
    return SpanBatch.of(
        ResourceSpans.of(Resource.ofService("service", Attributes.empty()), List.of(spans)));
  }
}
