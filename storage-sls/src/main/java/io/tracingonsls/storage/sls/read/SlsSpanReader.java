// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanReader;
import io.tracingonsls.storage.TraceChunk;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceSummary;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import io.tracingonsls.storage.sls.search.QueryTranslator;
import io.tracingonsls.storage.sls.search.SpanSql;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds and fetches traces in a Logstore. */
public final class SlsSpanReader implements SpanReader {
  private final SlsCalls calls;
  private final ReadSettings settings;
  private final LogstoreInspector inspector;
  private final Windows windows;

  public SlsSpanReader(
      SlsCalls calls, ReadSettings settings, LogstoreInspector inspector, Clock clock) {
    this.calls = calls;
    this.settings = settings;
    this.inspector = inspector;
    this.windows = new Windows(clock, settings);
  }

  @Override
  public void fetch(TraceFetch fetch, ReadContext context, Consumer<TraceChunk> chunks) {
    new TraceFetcher(calls, settings.logstore(), inspector, context)
        .fetch(fetch, windows.around(fetch.hint()), chunks);
  }

  @Override
  public List<TraceMatch> findTraceIds(TraceQuery query, ReadContext context) {
    context.throwIfStopped();
    SpanLogstore logstore = inspector.logstore();
    List<TraceMatch> matches = new ArrayList<>();
    for (SpanLayout layout : logstore.readLayouts()) {
      SpanSql sql = new SpanSql(layout, logstore.index());
      LogWindow window = windows.startingIn(query.start(), sql.hasNanos());
      if (window != null) {
        QueryTranslator translator = new QueryTranslator(sql, logstore.index(), !calls.isNear());
        matches.addAll(new TraceFinder(
                calls, inspector, settings.logstore(), window, sql, translator, query, context)
            .find());
      }
    }
    return MatchOrder.page(matches, query.after(), query.limit());
  }

  @Override
  public List<TraceSummary> summaries(TraceFetch fetch, ReadContext context) {
    context.throwIfStopped();
    List<TraceId> ids = fetch.traceIds();
    if (ids.isEmpty()) {
      return new ArrayList<>();
    }
    Map<TraceId, List<TraceSpan>> outlines = new TraceOutlines(
            calls, settings.logstore(), inspector.logstore(), context)
        .read(ids, windows.around(fetch.hint()));
    List<TraceSummary> summaries = new ArrayList<>(ids.size());
    for (TraceId id : ids) {
      List<TraceSpan> spans = outlines.getOrDefault(id, List.of());
      if (!spans.isEmpty()) {
        summaries.add(TraceSummary.of(id, spans));
      }
    }
    return summaries;
  }
}
