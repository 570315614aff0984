// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanMatcher;
import io.tracingonsls.storage.SpanReader;
import io.tracingonsls.storage.TraceChunk;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/** Reads by scanning everything. */
record MemorySpanReader(TenantTables tables) implements SpanReader {
  private static final int CHUNK = 1000;
  private static final Comparator<TraceMatch> NEWEST_FIRST = Comparator.comparingLong(
          TraceMatch::startNanos)
      .reversed()
      .thenComparing(TraceMatch::traceId);

  @Override
  public void fetch(TraceFetch fetch, ReadContext context, Consumer<TraceChunk> chunks) {
    for (TraceId id : new LinkedHashSet<>(fetch.traceIds())) {
      context.throwIfStopped();
      List<TraceSpan> spans = tables.of(context).trace(id);
      if (spans.size() > context.maxSpansPerTrace()) {
        spans = spans.subList(0, context.maxSpansPerTrace());
        context
            .warnings()
            .accept("trace " + id + " has more than " + context.maxSpansPerTrace()
                + " spans, showing the first " + context.maxSpansPerTrace());
      }
      for (int i = 0; i < spans.size(); i += CHUNK) {
        chunks.accept(new TraceChunk(
            id, new ArrayList<>(spans.subList(i, Math.min(spans.size(), i + CHUNK)))));
      }
    }
  }

  @Override
  public List<TraceMatch> findTraceIds(TraceQuery query, ReadContext context) {
    List<TraceMatch> matches = new ArrayList<>();
    tables.of(context).all().forEach((id, spans) -> {
      context.throwIfStopped();
      spans.stream()
          .filter(span -> SpanMatcher.matches(query, span))
          .mapToLong(span -> span.span().startNanos())
          .max()
          .ifPresent(start -> matches.add(new TraceMatch(id, start)));
    });
    matches.sort(NEWEST_FIRST);
    TraceMatch after = query.after();
    if (after != null) {
      matches.removeIf(match -> NEWEST_FIRST.compare(match, after) <= 0);
    }
    return new ArrayList<>(matches.subList(0, Math.min(matches.size(), query.limit())));
  }

  @Override
  public List<TraceSummary> summaries(TraceFetch fetch, ReadContext context) {
    List<TraceSummary> summaries = new ArrayList<>();
    for (TraceId id : new LinkedHashSet<>(fetch.traceIds())) {
      List<TraceSpan> spans = tables.of(context).trace(id);
      if (!spans.isEmpty()) {
        summaries.add(TraceSummary.of(id, spans));
      }
    }
    return summaries;
  }
}
