// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TraceChunk;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.SharedParts;
import io.tracingonsls.storage.sls.search.SearchExpression;
import java.util.ArrayList;
import java.util.HashSet;
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
  private final ReadContext context;
  private final SharedParts shared = new SharedParts();
  private long bytes;
  private boolean full;

  TraceFetcher(SlsCalls calls, String logstore, ReadContext context) {
    this.calls = calls;
    this.logstore = logstore;
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
    List<LogSearch> searches = new ArrayList<>();
    for (TraceIdBatches.Batch batch : batches) {
      batch.traceIds().forEach(id -> traces.put(id, new ArrayList<>()));
      mostIds = Math.max(mostIds, batch.traceIds().size());
      searches.add(new LogSearch(
          logstore,
          batch.search().text(),
          window.fromSeconds(),
          window.toSeconds(),
          LogSearch.MAX_LINE,
          0,
          false));
    }
    long allowed = (long) context.maxSpansPerTrace() * mostIds;
    int maxRows = (int) Math.min(Integer.MAX_VALUE - 1L, allowed + 1);
    RowPager pager = new RowPager(calls, context, maxRows, mostIds > 1 && !calls.isNear() ? 2 : 1);
    Set<TraceSpan> seen = new HashSet<>();
    for (RowPager.Rows rows : pager.all(searches)) {
      for (LogRow row : rows.rows()) {
        if (!add(row, traces, seen)) {
          return traces;
        }
      }
    }
    return traces;
  }

  /** Adds the row's span once; false when no more bytes are allowed. */
  private boolean add(LogRow row, Map<TraceId, List<TraceSpan>> traces, Set<TraceSpan> seen) {
    bytes += size(row);
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
    TraceSpan span = LayoutDetector.decode(row, shared);
    List<TraceSpan> trace = span == null ? null : traces.get(span.span().traceId());
    if (span != null && trace != null && seen.add(span)) {
      trace.add(span);
    }
    return true;
  }

  private static long size(LogRow row) {
    long size = 0;
    for (Map.Entry<String, String> field : row.fields().entrySet()) {
      size += field.getKey().length() + field.getValue().length();
    }
    return size;
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
