// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The dependency graph counts calls between services. */
public abstract class DependencyContract extends StorageContract {
  @Test
  void links_countCallsErrorsAndLatency() {
    String a = maker.unique("a");
    String b = maker.unique("b");
    String c = maker.unique("c");
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      TraceId id = SpanMaker.traceId();
      boolean fails = i == 2;
      long millis = (i + 1) * 1_000_000L;
      TraceSpan root = maker.span(a, id, builder -> builder);
      TraceSpan inner =
          maker.span(a, id, builder -> builder.parentSpanId(root.span().spanId()));
      TraceSpan call = maker.span(
          b,
          id,
          builder -> builder
              .parentSpanId(inner.span().spanId())
              .durationNanos(millis)
              .status(fails ? new SpanStatus(SpanStatus.Code.ERROR, "") : SpanStatus.UNSET));
      spans.addAll(List.of(root, inner, call));
    }
    TraceId id = SpanMaker.traceId();
    TraceSpan root = maker.span(b, id, builder -> builder);
    spans.addAll(List.of(
        root, maker.span(c, id, builder -> builder.parentSpanId(root.span().spanId()))));
    store(spans);
    TimeRange window =
        new TimeRange(maker.baseNanos() - 1_000_000_000L, maker.baseNanos() + 1_000_000_000L);
    Eventually.holds(
        PATIENCE,
        () -> assertThat(mine(window, a, b, c))
            .containsExactly(
                new DependencyLink(a, b, 3, 1, 6_000_000, 3_000_000),
                new DependencyLink(b, c, 1, 0, 1_000_000, 1_000_000)));
    TimeRange earlier =
        new TimeRange(maker.baseNanos() - 9_000_000_000L, maker.baseNanos() - 5_000_000_000L);
    assertThat(mine(earlier, a, b, c)).isEmpty();
  }

  private List<DependencyLink> mine(TimeRange window, String... services) {
    List<String> names = List.of(services);
    return storage().dependencyReader().links(window, read()).stream()
        .filter(link -> names.contains(link.parent()) || names.contains(link.child()))
        .toList();
  }
}
