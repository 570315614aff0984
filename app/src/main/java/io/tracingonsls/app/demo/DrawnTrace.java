// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One trace in the making: hands out ids and collects finished spans by their resource. */
final class DrawnTrace {
  private final SplittableRandom random;
  private final TraceId traceId;
  private final Map<Resource, List<Span>> spans = new LinkedHashMap<>();

  DrawnTrace(SplittableRandom random) {
    this.random = random;
    this.traceId = new TraceId(random.nextLong(), random.nextLong() | 1);
  }

  TraceId traceId() {
    return traceId;
  }

  SplittableRandom random() {
    return random;
  }

  OpenSpan root(Workload workload, String name, SpanKind kind, long startMicros) {
    return new OpenSpan(this, null, workload, name, kind, startMicros);
  }

  SpanId nextSpanId() {
    return new SpanId(random.nextLong() | 1);
  }

  void add(Resource resource, Span span) {
    spans.computeIfAbsent(resource, key -> new ArrayList<>()).add(span);
  }

  SpanBatch batch() {
    List<ResourceSpans> resources = new ArrayList<>(spans.size());
    spans.forEach((resource, list) -> resources.add(ResourceSpans.of(resource, list)));
    return new SpanBatch(resources);
  }
}
