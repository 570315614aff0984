// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.storage.DependencyReader;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SearchExpression.Term;
import io.tracingonsls.storage.sls.search.SpanSql;
import io.tracingonsls.storage.sls.search.SqlExpression;
import io.tracingonsls.storage.sls.search.SqlExpression.Column;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who calls whom: from the rows that a Trace instance's jobs write, if there are any, else by joining spans with their parents, for times
 * that {@link DependencyPieces} does not know yet.
 */
public final class SlsDependencyReader implements DependencyReader {
  private static final int MAX_LINKS = 10_000;
  private static final String NOBODY = "None";

  private final SlsCalls calls;
  private final ReadSettings settings;
  private final LogstoreInspector inspector;
  private final Windows windows;
  private final DependencyPieces pieces;

  public SlsDependencyReader(
      SlsCalls calls, ReadSettings settings, LogstoreInspector inspector, Clock clock) {
    this.calls = calls;
    this.settings = settings;
    this.inspector = inspector;
    this.windows = new Windows(clock, settings);
    this.pieces = new DependencyPieces(this::ofSpans, settings, clock);
  }

  @Override
  public List<DependencyLink> links(TimeRange range, ReadContext context) {
    context.throwIfStopped();
    LogWindow window = windows.startingIn(range, false);
    if (window == null) {
      return new ArrayList<>();
    }
    Map<String, Map<String, DependencyLink>> links = new TreeMap<>();
    if (!settings.dependencyLogstore().isEmpty()) {
      ofJobs(window, "service", links, context);
      if (links.isEmpty()) {
        ofJobs(window, "service_name", links, context);
      }
    }
    if (links.isEmpty()) {
      pieces.links(range, context).forEach(link -> add(link, links));
    }
    List<DependencyLink> sorted = new ArrayList<>();
    links.values().forEach(children -> sorted.addAll(children.values()));
    return sorted;
  }

  private void ofJobs(
      LogWindow window,
      String version,
      Map<String, Map<String, DependencyLink>> links,
      ReadContext context) {
    SqlExpression parent = column("parent_service");
    SqlExpression child = column("child_service");
    SqlExpression fail = column("n_status_fail");
    SqlSelect statement = SqlSelect.fromLog()
        .select(parent, "parent")
        .select(child, "child")
        .select(call("sum", compare(column("n_status_succ"), "+", fail)), "calls")
        .select(call("sum", fail), "errors")
        .where(compare(parent, "<>", child))
        .groupBy(parent)
        .groupBy(child)
        .limit(MAX_LINKS);
    LogSearch search = LogSearch.sql(
        settings.dependencyLogstore(),
        statement.queryText(new Term("version", version)),
        window.fromSeconds(),
        window.toSeconds());
    calls.query(search, context).rows().forEach(row -> add(row, links));
  }

  /** Links of one range, by the piece in which the calling span's child started. */
  private DependencyPieces.Answer ofSpans(TimeRange range, ReadContext context) {
    Map<Long, Map<String, Map<String, DependencyLink>>> byPiece = new TreeMap<>();
    SpanLogstore logstore = inspector.logstore();
    boolean complete = true;
    for (SpanLayout layout : logstore.readLayouts()) {
      SpanSql sql = new SpanSql(layout, logstore.index());
      LogWindow window = windows.withParents(range);
      if (window != null) {
        LogSearch search = LogSearch.sql(
            settings.logstore(),
            statement(sql, range).queryText(SearchExpression.all()),
            window.fromSeconds(),
            window.toSeconds());
        LogAnswer answer = calls.query(search, context);
        complete &= answer.complete() && answer.rows().size() < most(range);
        for (LogRow row : answer.rows()) {
          add(row, byPiece.computeIfAbsent(SqlNumbers.whole(row, "piece"), n -> new TreeMap<>()));
        }
      }
    }
    Map<Long, List<DependencyLink>> links = new TreeMap<>();
    byPiece.forEach((piece, parents) -> {
      List<DependencyLink> all = new ArrayList<>();
      parents.values().forEach(children -> all.addAll(children.values()));
      links.put(piece, all);
    });
    return new DependencyPieces.Answer(links, complete);
  }

  private static long most(TimeRange range) {
    long pieces =
        1 + DependencyPieces.piece(range.toNanos()) - DependencyPieces.piece(range.fromNanos());
    return Math.min(SqlSelect.MAX_ROWS, MAX_LINKS * pieces);
  }

  private static SqlSelect statement(SpanSql sql, TimeRange range) {
    return SqlSelect.fromJoin(parents(sql), "p", children(sql, range), "c", onParent())
        .select(new Column("p", "service_name"), "parent")
        .select(new Column("c", "service_name"), "child")
        .select(new Column("c", "piece"), "piece")
        .select(call("count"), "calls")
        .select(call("sum", new Column("c", "is_error")), "errors")
        .select(call("sum", new Column("c", "nanos")), "total")
        .select(call("max", new Column("c", "nanos")), "longest")
        .where(compare(new Column("p", "service_name"), "<>", new Column("c", "service_name")))
        .groupBy(new Column("p", "service_name"))
        .groupBy(new Column("c", "service_name"))
        .groupBy(new Column("c", "piece"))
        .limit(most(range));
  }

  private static SqlExpression onParent() {
    return compare(
        compare(new Column("p", "trace_id"), "=", new Column("c", "trace_id")),
        "and",
        compare(new Column("p", "span_id"), "=", new Column("c", "parent_id")));
  }

  /** Spans that may be parents, once each: a span that was stored twice must not count its children twice. */
  private static SqlSelect parents(SpanSql sql) {
    return SqlSelect.fromLog()
        .distinct()
        .select(column(sql.columns().traceId()), "trace_id")
        .select(column(sql.columns().spanId()), "span_id")
        .select(column(sql.columns().service()), "service_name")
        .unlimited();
  }

  private static SqlSelect children(SpanSql sql, TimeRange range) {
    SqlExpression error = sql.knowsErrors()
        ? new SqlExpression.Case(
            sql.errorCondition(), new SqlExpression.Whole(1), new SqlExpression.Whole(0))
        : new SqlExpression.Whole(0);
    return SqlSelect.fromLog()
        .select(column(sql.columns().traceId()), "trace_id")
        .select(column(sql.columns().parentSpanId()), "parent_id")
        .select(column(sql.columns().service()), "service_name")
        .select(error, "is_error")
        .select(sql.durationNanos(), "nanos")
        .select(compare(sql.startNanos(), "/", DependencyPieces.NANOS), "piece")
        .where(compare(column(sql.columns().parentSpanId()), "<>", ""))
        .whereAll(sql.startWithin(range))
        .unlimited();
  }

  private static void add(LogRow row, Map<String, Map<String, DependencyLink>> links) {
    String parent = row.text("parent");
    String child = row.text("child");
    long count = SqlNumbers.whole(row, "calls");
    boolean real = !parent.isEmpty()
        && !child.isEmpty()
        && !parent.equals(NOBODY)
        && !parent.equals(child)
        && count > 0;
    if (real) {
      add(
          new DependencyLink(
              parent,
              child,
              count,
              SqlNumbers.whole(row, "errors"),
              SqlNumbers.whole(row, "total"),
              SqlNumbers.whole(row, "longest")),
          links);
    }
  }

  private static void add(DependencyLink link, Map<String, Map<String, DependencyLink>> links) {
    links
        .computeIfAbsent(link.parent(), name -> new TreeMap<>())
        .merge(link.child(), link, SlsDependencyReader::sum);
  }

  private static DependencyLink sum(DependencyLink a, DependencyLink b) {
    return new DependencyLink(
        a.parent(),
        a.child(),
        a.callCount() + b.callCount(),
        a.errorCount() + b.errorCount(),
        a.totalDurationNanos() + b.totalDurationNanos(),
        Math.max(a.maxDurationNanos(), b.maxDurationNanos()));
  }
}
