// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces are fetched whole, by id. */
public abstract class FetchContract extends StorageContract {
  @Test
  void unknownTrace_givesNoChunk() {
    assertThat(fetch(SpanMaker.traceId())).isEmpty();
  }

  @Test
  void noIds_giveNoChunk() {
    assertThat(fetch(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 101, 2001})
  void traceOfAnySize_comesWhole(int size) {
    TraceId id = SpanMaker.traceId();
    List<TraceSpan> spans = spans(id, size);
    store(spans);
    assertThat(fetch(id)).containsExactlyInAnyOrderElementsOf(spans);
  }

  @Test
  void severalTraces_comeInTheOrderOfTheRequest() {
    List<TraceSpan> all = new ArrayList<>();
    List<TraceId> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TraceId id =
          i % 2 == 0 ? SpanMaker.traceId() : new TraceId(0, SpanMaker.spanId().value());
      ids.add(id);
      all.addAll(spans(id, 3));
    }
    store(all);
    List<TraceId> request = new ArrayList<>(ids);
    request.add(7, SpanMaker.traceId());
    List<TraceId> chunks = new ArrayList<>();
    storage().spanReader().fetch(new TraceFetch(request, null), read(), chunk -> {
      assertThat(chunk.spans())
          .isNotEmpty()
          .allMatch(span -> span.span().traceId().equals(chunk.traceId()));
      chunks.add(chunk.traceId());
    });
    Set<TraceId> inOrder = new LinkedHashSet<>(chunks);
    assertThat(inOrder).containsExactlyElementsOf(ids);
    assertThat(runs(chunks)).isEqualTo(ids.size());
  }

  @Test
  void idsThatShareHalfTheirBits_areDifferentTraces() {
    TraceId wide = SpanMaker.traceId();
    TraceId narrow = new TraceId(0, wide.low());
    TraceSpan a = maker.span(maker.unique("svc"), wide, builder -> builder);
    TraceSpan b = maker.span(maker.unique("svc"), narrow, builder -> builder);
    store(List.of(a, b));
    assertThat(fetch(wide)).containsExactly(a);
    assertThat(fetch(narrow)).containsExactly(b);
  }

  @Test
  void hint_doesNotCutTheTrace() {
    TraceId id = SpanMaker.traceId();
    long base = maker.baseNanos();
    TraceSpan early =
        maker.span(maker.unique("svc"), id, builder -> builder.startNanos(base - 60_000_000_000L));
    TraceSpan late = maker.span(maker.unique("svc"), id, builder -> builder.startNanos(base));
    store(List.of(early, late));
    List<TraceSpan> found = new ArrayList<>();
    storage()
        .spanReader()
        .fetch(
            new TraceFetch(List.of(id), new TimeRange(base - 1, base + 1)),
            read(),
            chunk -> found.addAll(chunk.spans()));
    assertThat(found).containsExactlyInAnyOrder(early, late);
  }

  @Test
  void traceLongerThanAllowed_isCutWithAWarning() {
    TraceId id = SpanMaker.traceId();
    store(spans(id, 250));
    List<String> warnings = new ArrayList<>();
    List<TraceSpan> found = new ArrayList<>();
    ReadContext narrow = new ReadContext(
        "", Deadline.after(PATIENCE), 120, 1L << 30, new CancelFlag(), warnings::add);
    storage().spanReader().fetch(TraceFetch.of(id), narrow, chunk -> found.addAll(chunk.spans()));
    assertThat(found).hasSize(120);
    assertThat(warnings).hasSize(1).first().asString().contains("120");
  }

  @Test
  void cancelledRead_ends() {
    TraceId id = SpanMaker.traceId();
    store(spans(id, 1));
    ReadContext cancelled = read();
    cancelled.cancel().cancel();
    assertThatThrownBy(
            () -> storage().spanReader().fetch(TraceFetch.of(id), cancelled, chunk -> {}))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.error()).isEqualTo(StorageError.CANCELLED));
  }

  private List<TraceSpan> spans(TraceId id, int count) {
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long offset = i * 1_000_000L;
      spans.add(maker.span(
          maker.unique("svc"), id, builder -> builder.startNanos(maker.baseNanos() + offset)));
    }
    return spans;
  }

  private static int runs(List<TraceId> chunks) {
    int runs = 0;
    for (int i = 0; i < chunks.size(); i++) {
      runs += i == 0 || !chunks.get(i).equals(chunks.get(i - 1)) ? 1 : 0;
    }
    return runs;
  }
}
