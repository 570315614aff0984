// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.fetch;

import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.query.adjust.TraceAdjuster;
import io.tracingonsls.query.assemble.TraceAssembler;
import io.tracingonsls.query.plan.QueryPlan;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanMatcher;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceChunk;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.TraceSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads whole traces, adjusted unless asked for raw. Blocking: to be called on the threads of a {@link QueryExecutor}. Thread-safe. */
public final class TraceFetcher {
  private final TraceStorage primary;
  private final @Nullable TraceStorage archive;
  private final TraceAdjuster adjuster;
  private final SpanBudget budget;

  /**
   * Reads from {@code primary}; ids that are not there are looked for in {@code archive}, when there is one.
   *
   * @param budget shared by all fetchers of a process; a trace counts until its receiver returns
   */
  public TraceFetcher(
      TraceStorage primary,
      @Nullable TraceStorage archive,
      TraceAdjuster adjuster,
      SpanBudget budget) {
    this.primary = primary;
    this.archive = archive;
    this.adjuster = adjuster;
    this.budget = budget;
  }

  /**
   * Looks traces up.
   *
   * @param found gets each trace once, those of the primary store in the order of the request, then those of the archive
   * @return the ids that are nowhere, in order
   */
  public List<TraceId> lookUp(TraceLookup lookup, ReadContext context, Consumer<Trace> found) {
    Set<TraceId> missing = new LinkedHashSet<>(lookup.traceIds());
    missing.remove(TraceId.ZERO);
    read(primary, missing, lookup.hint(), lookup.raw(), context, found);
    if (lookup.hint() != null) {
      read(primary, missing, null, lookup.raw(), context, found);
    }
    TraceStorage second = archive;
    if (second != null && !missing.isEmpty()) {
      read(second, missing, null, lookup.raw(), context, found);
    }
    List<TraceId> nowhere = new ArrayList<>();
    for (TraceId id : new LinkedHashSet<>(lookup.traceIds())) {
      if (id.isZero() || missing.contains(id)) {
        nowhere.add(id);
      }
    }
    return nowhere;
  }

  /** One trace, or null when it is nowhere. */
  public @Nullable Trace lookUp(
      TraceId id, @Nullable TimeRange hint, boolean raw, ReadContext context) {
    List<Trace> found = new ArrayList<>(1);
    lookUp(new TraceLookup(List.of(id), hint, raw), context, found::add);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Removes the ids of what it finds from {@code wanted}. */
  private void read(
      TraceStorage storage,
      Set<TraceId> wanted,
      @Nullable TimeRange hint,
      boolean raw,
      ReadContext context,
      Consumer<Trace> found) {
    if (wanted.isEmpty()) {
      return;
    }
    WarningSink warnings = new WarningSink();
    AtomicLong held = new AtomicLong();
    TraceAssembler assembler =
        new TraceAssembler(context.maxSpansPerTrace(), warnings::drain, trace -> {
          wanted.remove(trace.traceId());
          found.accept(raw ? trace : adjuster.adjust(trace));
          budget.give(held.getAndSet(0));
        });
    try {
      storage
          .spanReader()
          .fetch(
              new TraceFetch(new ArrayList<>(wanted), hint),
              context.withWarnings(warnings),
              chunk -> take(chunk, held, assembler));
      assembler.finish();
    } finally {
      budget.give(held.get());
    }
    warnings.drain().forEach(context.warnings());
  }

  /** A chunk of the next trace makes the assembler hand the last one on, which frees its room; so room is taken after it. */
  private void take(TraceChunk chunk, AtomicLong held, TraceAssembler assembler) {
    assembler.accept(chunk);
    budget.take(chunk.spans().size());
    held.addAndGet(chunk.spans().size());
  }

  /** Finds traces without reading them: the first step of a search. Newest match first. */
  public List<TraceMatch> find(TraceSearch search, ReadContext context) {
    return select(search, context).matches();
  }

  /** Summaries of the traces that a search finds, in the same order. */
  public Found summaries(TraceSearch search, ReadContext context) {
    QueryPlan plan = QueryPlan.of(search, primary.capabilities());
    Found found = select(search, context);
    return plan.needsSummaries()
        ? found
        : new Found(found.matches(), summaries(found.matches(), context));
  }

  private List<TraceSummary> summaries(List<TraceMatch> matches, ReadContext context) {
    if (matches.isEmpty()) {
      return List.of();
    }
    List<TraceId> ids = matches.stream().map(TraceMatch::traceId).toList();
    TimeRange around = new TimeRange(
        matches.stream().mapToLong(TraceMatch::startNanos).min().orElseThrow(),
        matches.stream().mapToLong(TraceMatch::startNanos).max().orElseThrow());
    return primary.spanReader().summaries(new TraceFetch(ids, around), context);
  }

  /** Reads found traces in the order given; {@code found} gets each as it is complete. */
  public void read(
      List<TraceMatch> matches, TraceSearch search, ReadContext context, Consumer<Trace> found) {
    Set<TraceId> ids = new LinkedHashSet<>();
    matches.forEach(match -> ids.add(match.traceId()));
    // Without a hint: a match tells where one of its spans is, and the whole trace has to come
    // back.
    read(primary, ids, null, search.raw(), context, trace -> {
      Trace shown = search.onlyMatching() ? matchingOnly(trace, search.query()) : trace;
      if (!shown.spans().isEmpty()) {
        found.accept(shown);
      }
    });
  }

  private static Trace matchingOnly(Trace trace, TraceQuery query) {
    List<TraceSpan> matching = new ArrayList<>();
    for (TraceSpan span : trace.spans()) {
      if (SpanMatcher.matches(query, span)) {
        matching.add(span);
      }
    }
    return new Trace(trace.traceId(), matching, trace.warnings());
  }

  /**
   * What a search found.
   *
   * @param summaries of the matches, in their order; a trace that vanished meanwhile has none
   */
  public record Found(List<TraceMatch> matches, List<TraceSummary> summaries) {}

  private Found select(TraceSearch search, ReadContext context) {
    QueryPlan plan = QueryPlan.of(search, primary.capabilities());
    if (!plan.needsSummaries()) {
      return new Found(primary.spanReader().findTraceIds(plan.firstPage(), context), List.of());
    }
    return judged(search, plan, context);
  }

  /** Pages through matches until enough traces meet the condition on whole traces. */
  private Found judged(TraceSearch search, QueryPlan plan, ReadContext context) {
    int wanted = search.query().limit();
    Found chosen = new Found(new ArrayList<>(), new ArrayList<>());
    Set<TraceId> seen = new HashSet<>();
    TraceQuery page = plan.firstPage();
    for (int i = 0; i < plan.maxPages(); i++) {
      context.throwIfStopped();
      List<TraceMatch> matches = primary.spanReader().findTraceIds(page, context);
      Map<TraceId, TraceSummary> summaries = new HashMap<>();
      for (TraceSummary summary : summaries(matches, context)) {
        summaries.put(summary.traceId(), summary);
      }
      for (TraceMatch match : matches) {
        TraceSummary summary = summaries.get(match.traceId());
        if (summary != null
            && search.traceCondition().matches(summary)
            && seen.add(match.traceId())) {
          chosen.matches().add(match);
          chosen.summaries().add(summary);
          if (chosen.matches().size() == wanted) {
            return chosen;
          }
        }
      }
      if (matches.size() < plan.pageSize()) {
        return chosen;
      }
      page = page.withAfter(matches.get(matches.size() - 1));
    }
    context
        .warnings()
        .accept("the search stopped after " + plan.pageSize() * plan.maxPages()
            + " candidate traces; narrow the time range or the conditions on spans");
    return chosen;
  }
}
