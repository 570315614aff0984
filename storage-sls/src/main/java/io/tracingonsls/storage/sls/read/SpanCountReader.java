// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import io.tracingonsls.storage.sls.search.QueryTranslator;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SpanSql;
import io.tracingonsls.storage.sls.search.SqlExpression;
import io.tracingonsls.storage.sls.search.SqlExpression.Whole;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts spans for the metrics reader, by one statement per layout. */
final class SpanCountReader {
  private static final int MAX_ROWS = 500_000;
  private static final int MAX_SLICES = 1_500;

  private final SlsCalls calls;
  private final ReadSettings settings;
  private final LogstoreInspector inspector;
  private final Windows windows;

  SpanCountReader(SlsCalls calls, ReadSettings settings, LogstoreInspector inspector, Clock clock) {
    this.calls = calls;
    this.settings = settings;
    this.inspector = inspector;
    this.windows = new Windows(clock, settings);
  }

  /**
   * Counts the spans of some slices of time.
   *
   * @param byOperation whether by operation, not by service only
   * @param slice length of a slice in nanoseconds
   * @param first number of the first slice
   * @param last number of the last slice
   */
  Counted read(
      MetricsQuery query,
      boolean byOperation,
      long slice,
      long first,
      long last,
      ReadContext context) {
    TimeRange range = new TimeRange((first - 1) * slice + 1, last * slice);
    Map<String, Map<String, SpanCounts>> counts = new TreeMap<>();
    boolean complete = true;
    boolean cut = false;
    SpanLogstore logstore = inspector.logstore();
    for (SpanLayout layout : logstore.readLayouts()) {
      SpanSql sql = new SpanSql(layout, logstore.index());
      LogWindow window = windows.startingIn(range, sql.hasNanos());
      if (window != null) {
        String text = statement(query, byOperation, range, slice, sql)
            .queryText(search(query, new QueryTranslator(sql, logstore.index())));
        LogSearch search =
            LogSearch.sql(settings.logstore(), text, window.fromSeconds(), window.toSeconds());
        LogAnswer answer = calls.query(search, context);
        cut |= answer.rows().size() >= MAX_ROWS;
        complete &= answer.complete();
        add(answer, query, slice, counts);
      }
    }
    List<SpanCounts> all = new ArrayList<>();
    counts.values().forEach(operations -> all.addAll(operations.values()));
    return new Counted(all, complete && !cut, cut);
  }

  /** Counts; whether all spans are in them; whether they had more rows than Log Service gives. */
  record Counted(List<SpanCounts> counts, boolean complete, boolean cut) {}

  /** The widest slice that fits both step and window; wider when the chart would have too many. */
  static long sliceNanos(MetricsQuery query) {
    long step = Math.max(1_000_000, query.step().toNanos());
    long window = Math.max(1_000_000, query.ratePer().toNanos());
    long slice = BigInteger.valueOf(step).gcd(BigInteger.valueOf(window)).longValue();
    long span = query.range().toNanos() - query.range().fromNanos() + window;
    return span / slice <= MAX_SLICES ? slice : Math.max(slice, span / MAX_SLICES);
  }

  private static SearchExpression search(MetricsQuery query, QueryTranslator translator) {
    List<SearchExpression> services =
        query.services().stream().map(translator::service).toList();
    return SearchExpression.or(services).atMost(SearchExpression.MAX_CONDITIONS);
  }

  private static SqlSelect statement(
      MetricsQuery query, boolean byOperation, TimeRange range, long slice, SpanSql sql) {
    SqlExpression service = column(sql.columns().service());
    SqlExpression name = column(sql.columns().name());
    SqlExpression time = compare(compare(sql.startNanos(), "+", slice - 1), "/", slice);
    SqlExpression latency = call(
        "floor", compare(call("ln", compare(sql.durationNanos(), "+", 1)), "*", SpanCounts.SLICES));
    SqlExpression error = sql.knowsErrors()
        ? new SqlExpression.Case(sql.errorCondition(), new Whole(1), new Whole(0))
        : new Whole(0);
    SqlSelect.Builder statement = SqlSelect.fromLog()
        .select(service, "service_name")
        .select(time, "slice")
        .select(latency, "latency")
        .select(call("count"), "calls")
        .select(call("sum", error), "errors")
        .whereAll(sql.startWithin(range))
        .where(compare(sql.durationNanos(), ">=", 0))
        .groupBy(service)
        .groupBy(time)
        .groupBy(latency);
    if (byOperation) {
      statement.select(name, "span_name").groupBy(name);
    }
    if (query.services().stream().allMatch(QueryTranslator::isSqlText)) {
      statement.where(new SqlExpression.In(service, query.services()));
    }
    addKinds(query, sql, statement);
    return statement.limit(MAX_ROWS);
  }

  private static void addKinds(MetricsQuery query, SpanSql sql, SqlSelect.Builder statement) {
    if (query.kinds().isEmpty() || !sql.inSql(sql.columns().kind())) {
      return;
    }
    List<String> kinds = query.kinds().stream()
        .map(kind -> kind == SpanKind.UNSPECIFIED ? "" : kind.text())
        .sorted()
        .toList();
    SqlExpression kind = call("coalesce", column(sql.columns().kind()), new SqlExpression.Text(""));
    statement.where(new SqlExpression.In(call("lower", kind), kinds));
  }

  private static void add(
      LogAnswer answer,
      MetricsQuery query,
      long slice,
      Map<String, Map<String, SpanCounts>> counts) {
    for (LogRow row : answer.rows()) {
      String service = raw(row, "service_name");
      if (query.services().contains(service)) {
        String operation = raw(row, "span_name");
        counts
            .computeIfAbsent(service, key -> new TreeMap<>())
            .computeIfAbsent(operation, key -> new SpanCounts(service, key, slice))
            .add(
                SqlNumbers.whole(row, "slice"),
                SqlNumbers.whole(row, "latency"),
                SqlNumbers.whole(row, "calls"),
                SqlNumbers.whole(row, "errors"));
      }
    }
  }

  private static String raw(LogRow row, String column) {
    String text = row.raw(column);
    return text == null ? "" : text;
  }
}
