// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoTrafficTest {
  private static final long HOUR_START = 1_790_000_000L;
  private static List<TraceSpan> hour = List.of();

  @BeforeAll
  static void drawAnHour() {
    List<TraceSpan> spans = new ArrayList<>();
    DemoTraffic traffic = new DemoTraffic(7);
    for (long second = HOUR_START; second < HOUR_START + 3_600; second++) {
      traffic.startingIn(second).forEach(batch -> spans.addAll(batch.flatten()));
    }
    hour = spans;
  }

  @Test
  void startingIn_sameSeedAndSecond_isEqual() {
    long wideReport = HOUR_START + 250;
    List<SpanBatch> first = new DemoTraffic(7).startingIn(wideReport);
    assertThat(first).isNotEmpty();
    assertThat(new DemoTraffic(7).startingIn(wideReport)).isEqualTo(first);
    assertThat(new DemoTraffic(8).startingIn(wideReport)).isNotEqualTo(first);
  }

  @Test
  void everySpan_isMarkedAsDemo() {
    assertThat(hour).allMatch(span -> "true".equals(span.resource().attributes().text("demo")));
  }

  @Test
  void hour_hasEveryService() {
    assertThat(hour.stream().map(span -> span.resource().serviceName()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "istio-ingressgateway",
            "productpage.default",
            "details.default",
            "reviews.default",
            "ratings.default",
            "notifier.default",
            "catalogue.default",
            "reports.default");
    assertThat(hour).hasSizeBetween(15_000, 80_000);
  }

  @Test
  void hour_hasErrorsRetriesSlowCallsAndFollowers() {
    assertThat(hour).anyMatch(span -> span.span().effectiveStatus().isError());
    assertThat(hour).anyMatch(span -> "UF".equals(span.span().attributes().text("response_flags")));
    assertThat(hour).anyMatch(span -> span.span().durationNanos() > 1_000_000_000L);
    assertThat(hour)
        .anyMatch(span -> span.span().links().stream()
            .anyMatch(link -> link.type() == ReferenceType.FOLLOWS_FROM
                && link.traceId().equals(span.span().traceId())));
    assertThat(hour)
        .anyMatch(span -> span.span().links().stream()
            .anyMatch(link -> !link.traceId().equals(span.span().traceId())));
  }

  @Test
  void hour_hasDeepAndWideTraces() {
    Map<TraceId, List<Span>> traces =
        hour.stream().map(TraceSpan::span).collect(Collectors.groupingBy(Span::traceId));
    assertThat(traces.values()).anyMatch(spans -> depth(spans) > 30);
    assertThat(traces.values()).anyMatch(spans -> widest(spans) > 100);
  }

  @Test
  void everyParent_isInTheTraceAndStartsNoLater() {
    Map<SpanId, Span> byId = new HashMap<>();
    hour.forEach(span -> byId.put(span.span().spanId(), span.span()));
    assertThat(byId).hasSameSizeAs(hour);
    for (TraceSpan span : hour) {
      if (!span.span().isRoot()) {
        Span parent = byId.get(span.span().parentSpanId());
        assertThat(parent.traceId()).isEqualTo(span.span().traceId());
        assertThat(parent.startNanos()).isLessThanOrEqualTo(span.span().startNanos());
      }
    }
  }

  private static int depth(List<Span> spans) {
    Map<SpanId, SpanId> parents = new HashMap<>();
    spans.forEach(span -> parents.put(span.spanId(), span.parentSpanId()));
    int deepest = 0;
    for (SpanId id : parents.keySet()) {
      int depth = 0;
      for (SpanId at = id; at != null && !at.isZero(); at = parents.get(at)) {
        depth++;
      }
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  private static int widest(List<Span> spans) {
    Map<SpanId, Set<SpanId>> children = new HashMap<>();
    spans.forEach(span ->
        children.computeIfAbsent(span.parentSpanId(), id -> new HashSet<>()).add(span.spanId()));
    return children.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}
