// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TraceChunk;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.read.SpanPage.SizedSpan;
import io.tracingonsls.storage.sls.search.SearchExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Fetches whole traces by id. Used for one question; not thread-safe. */
final class TraceFetcher {
  private static final String TRACE_ID = "traceID";
  private static final int CHUNK = 1_000;

  /** Searches whose answers are held in memory together. */
  private static final int AT_ONCE = 8;

  private final SlsCalls calls;
  private final String logstore;
  private final LogstoreInspector inspector;
  private final ReadContext context;
  private long bytes;
  private boolean full;

  TraceFetcher(SlsCalls calls, String logstore, LogstoreInspector inspector, ReadContext context) {
    this.calls = calls;
    this.logstore = logstore;
    this.inspector = inspector;
    this.context = context;
  }

  void fetch(TraceFetch fetch, LogWindow window, Consumer<TraceChunk> chunks) {
    Set<TraceId> ids = new LinkedHashSet<>(fetch.traceIds());
    context.throwIfStopped();
    List<TraceIdBatches.Batch> batches =
        TraceIdBatches.of(ids, TRACE_ID, SearchExpression.MAX_CONDITIONS);
    for (int i = 0; i < batches.size() && !full; i += AT_ONCE) {
      fetch(batches.subList(i, Math.min(batches.size(), i + AT_ONCE)), window)
          .forEach((id, spans) -> emit(id, spans, chunks));
    }
  }

  private Map<TraceId, List<TraceSpan>> fetch(
      List<TraceIdBatches.Batch> batches, LogWindow window) {
    Map<TraceId, List<TraceSpan>> traces = new LinkedHashMap<>();
    int mostIds = 0;
    List<SearchExpression> searches = new ArrayList<>();
    for (TraceIdBatches.Batch batch : batches) {
      batch.traceIds().forEach(id -> traces.put(id, new ArrayList<>()));
      mostIds = Math.max(mostIds, batch.traceIds().size());
      searches.add(batch.search());
    }
    LogSearch where = new LogSearch(
        logstore, "", window.fromSeconds(), window.toSeconds(), LogSearch.MAX_LINE, 0, false);
    long allowed = (long) context.maxSpansPerTrace() * mostIds;
    int maxRows = (int) Math.min(Integer.MAX_VALUE - 1L, allowed + 1);
    int firstPages = mostIds > 1 && !calls.isNear() ? 2 : 1;
    // One trace is mostly small: near by, its number of spans is worth a call only when it is not.
    boolean countFirst = mostIds > 1 || !calls.isNear();
    SpanPager pager =
        new SpanPager(calls, inspector, context, where, maxRows, firstPages, countFirst);
    SpanSet seen = new SpanSet();
    for (SpanPager.Spans spans : pager.all(searches)) {
      for (SizedSpan span : spans.spans()) {
        if (!add(span, traces, seen)) {
          return traces;
        }
      }
    }
    return traces;
  }

  /** Adds the span once; false when no more bytes are allowed. */
  private boolean add(SizedSpan sized, Map<TraceId, List<TraceSpan>> traces, SpanSet seen) {
    bytes += sized.size();
    if (bytes > context.maxBytes()) {
      if (!full) {
        full = true;
        context
            .warnings()
            .accept(
                "the answer has more than " + context.maxBytes() + " bytes; the rest was left out");
      }
      return false;
    }
    TraceSpan span = sized.span();
    List<TraceSpan> trace = traces.get(span.span().traceId());
    if (trace != null && seen.add(span)) {
      trace.add(span);
    }
    return true;
  }

  private void emit(TraceId id, List<TraceSpan> spans, Consumer<TraceChunk> chunks) {
    List<TraceSpan> allowed = spans;
    if (spans.size() > context.maxSpansPerTrace()) {
      allowed = spans.subList(0, context.maxSpansPerTrace());
      context
          .warnings()
          .accept("trace " + id + " has more than " + context.maxSpansPerTrace()
              + " spans; only the first " + context.maxSpansPerTrace() + " are shown");
    }
    for (int i = 0; i < allowed.size(); i += CHUNK) {
      context.throwIfStopped();
      chunks.accept(new TraceChunk(
          id, new ArrayList<>(allowed.subList(i, Math.min(allowed.size(), i + CHUNK)))));
    }
  }
}
