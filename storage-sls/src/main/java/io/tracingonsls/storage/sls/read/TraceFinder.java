// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanMatcher;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.RowIds;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.read.SpanPage.SizedSpan;
import io.tracingonsls.storage.sls.search.QueryTranslator;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SpanSql;
import io.tracingonsls.storage.sls.search.SqlExpression;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds traces of one layout. A statement groups the spans that search and SQL conditions find by trace, newest first. When those say exactly
 * what the query says, that is the answer; else the spans of the candidates are looked at, until enough traces are certain: a candidate's
 * time is never less than its true one, so nothing that comes later can overtake. Used for one question; not thread-safe.
 */
final class TraceFinder {
  private static final int MAX_CANDIDATES = 3_000;
  private static final int MAX_STEP = 500;
  private static final int MIN_STEP = 20;
  private static final int MAX_ROWS = 20_000;
  private static final int SEARCH_CONDITIONS = 18;
  private static final int AT_ONCE = 8;
  private static final long NEVER = -9_000_000_000_000_000_000L;

  /** A trace as a row of the statement: its spelling there decides where the next page starts. Sure when its newest row is a match. */
  private record Candidate(String text, TraceId traceId, long startNanos, boolean sure) {}

  private final SlsCalls calls;
  private final LogstoreInspector inspector;
  private final String logstore;
  private final LogWindow window;
  private final SpanSql sql;
  private final QueryTranslator translator;
  private final TraceQuery query;
  private final ReadContext context;

  TraceFinder(
      SlsCalls calls,
      LogstoreInspector inspector,
      String logstore,
      LogWindow window,
      SpanSql sql,
      QueryTranslator translator,
      TraceQuery query,
      ReadContext context) {
    this.calls = calls;
    this.inspector = inspector;
    this.logstore = logstore;
    this.window = window;
    this.sql = sql;
    this.translator = translator;
    this.query = query;
    this.context = context;
  }

  /** Matches, in no particular order; at least the first {@code limit} behind the token, if there are so many. */
  List<TraceMatch> find() {
    return translator.isExact(query) ? exact() : checked();
  }

  private List<TraceMatch> exact() {
    TraceMatch after = query.after();
    @Nullable
    Candidate cursor = after == null
        ? null
        : new Candidate(after.traceId().toHex32(), after.traceId(), after.startNanos(), true);
    int rows = query.limit() + (sql.isSlsTrace() ? 0 : query.limit());
    return candidates(cursor, rows).stream()
        .map(candidate -> new TraceMatch(candidate.traceId(), candidate.startNanos()))
        .toList();
  }

  private List<TraceMatch> checked() {
    Map<TraceId, Long> found = new HashMap<>();
    int step = Math.max(MIN_STEP, Math.min(MAX_STEP, query.limit() + 1));
    int seen = 0;
    Candidate cursor = null;
    while (true) {
      List<Candidate> candidates = candidates(cursor, step);
      check(candidates, found);
      seen += candidates.size();
      if (candidates.size() < step) {
        break;
      }
      cursor = candidates.get(candidates.size() - 1);
      if (certain(found, cursor.startNanos()) >= query.limit()) {
        break;
      }
      if (seen >= MAX_CANDIDATES) {
        context
            .warnings()
            .accept("the search looked at the newest " + seen
                + " traces only; narrow it by service, tag or time to see older ones");
        break;
      }
      step = Math.min(MAX_STEP, step * 2);
    }
    List<TraceMatch> matches = new ArrayList<>(found.size());
    found.forEach((id, start) -> matches.add(new TraceMatch(id, start)));
    return matches;
  }

  /** Traces behind the token that no later candidate can come before. */
  private long certain(Map<TraceId, Long> found, long frontierNanos) {
    return found.entrySet().stream()
        .filter(entry -> entry.getValue() > frontierNanos)
        .filter(entry ->
            MatchOrder.isAfter(new TraceMatch(entry.getKey(), entry.getValue()), query.after()))
        .count();
  }

  private List<Candidate> candidates(@Nullable Candidate cursor, int rows) {
    String traceId = sql.columns().traceId();
    SqlExpression sure = translator.isExact(query) ? null : translator.sure(query);
    SqlSelect.Builder groups = SqlSelect.fromLog()
        .select(column(traceId), "trace_id")
        .select(call("max", sql.startNanos()), "newest")
        .whereAll(translator.conditions(query))
        .groupBy(column(traceId));
    if (sure != null) {
      groups.select(
          call(
              "max",
              new SqlExpression.Case(sure, sql.startNanos(), new SqlExpression.Whole(NEVER))),
          "certain");
    }
    SqlSelect statement = (cursor == null ? groups : behind(cursor, groups, sure != null))
        .orderBy(column("newest"), true)
        .orderBy(column("trace_id"), false)
        .limit(rows);
    SearchExpression search = translator.search(query, SearchExpression.MAX_CONDITIONS);
    LogAnswer answer = calls.query(
        LogSearch.sql(
            logstore, statement.queryText(search), window.fromSeconds(), window.toSeconds()),
        context);
    List<Candidate> candidates = new ArrayList<>(answer.rows().size());
    for (LogRow row : answer.rows()) {
      String text = row.text("trace_id");
      TraceId id = RowIds.parse(text);
      if (!id.isZero()) {
        long newest = SqlNumbers.whole(row, "newest");
        boolean certain = sure != null && SqlNumbers.whole(row, "certain") == newest;
        candidates.add(new Candidate(text, id, newest, certain));
      }
    }
    return candidates;
  }

  /** Those of the groups that come after a candidate. Only with one: the newest groups alone can be found without forming all. */
  private static SqlSelect.Builder behind(
      Candidate cursor, SqlSelect.Builder groups, boolean certain) {
    SqlSelect.Builder page = SqlSelect.from(groups.unlimited())
        .select(column("trace_id"), "trace_id")
        .select(column("newest"), "newest")
        .where(behind(cursor));
    return certain ? page.select(column("certain"), "certain") : page;
  }

  private static SqlExpression behind(Candidate cursor) {
    SqlExpression newest = column("newest");
    SqlExpression later = compare(newest, "<", cursor.startNanos());
    SqlExpression same = compare(
        compare(newest, "=", cursor.startNanos()),
        "and",
        compare(column("trace_id"), ">", cursor.text()));
    return compare(later, "or", same);
  }

  /** Looks at the spans of those candidates that SQL left open; adds the newest true match of each trace. */
  private void check(List<Candidate> candidates, Map<TraceId, Long> found) {
    SearchExpression search = translator.search(query, SEARCH_CONDITIONS);
    int left = SearchExpression.MAX_CONDITIONS - search.conditions();
    List<TraceId> ids = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.sure()) {
        found.merge(candidate.traceId(), candidate.startNanos(), Math::max);
      } else if (!ids.contains(candidate.traceId())) {
        ids.add(candidate.traceId());
      }
    }
    List<SearchExpression> searches = new ArrayList<>();
    for (TraceIdBatches.Batch batch : TraceIdBatches.of(ids, sql.columns().traceId(), left)) {
      searches.add(SearchExpression.and(List.of(search, batch.search())));
    }
    LogSearch where = new LogSearch(
        logstore, "", window.fromSeconds(), window.toSeconds(), LogSearch.MAX_LINE, 0, true);
    for (int i = 0; i < searches.size(); i += AT_ONCE) {
      List<SearchExpression> some = searches.subList(i, Math.min(searches.size(), i + AT_ONCE));
      SpanPager pager =
          new SpanPager(calls, inspector, context, where, MAX_ROWS, 1, !calls.isNear());
      for (SpanPager.Spans spans : pager.all(some)) {
        if (spans.cut()) {
          context
              .warnings()
              .accept("the search looked at " + MAX_ROWS + " spans of some traces only");
        }
        match(spans.spans(), found);
      }
    }
  }

  private void match(List<SizedSpan> spans, Map<TraceId, Long> found) {
    for (SizedSpan sized : spans) {
      TraceSpan span = sized.span();
      if (SpanMatcher.matches(query, span)) {
        found.merge(span.span().traceId(), span.span().startNanos(), Math::max);
      }
    }
  }
}
