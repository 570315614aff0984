// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.RowIds;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SpanSql;
import io.tracingonsls.storage.sls.search.SqlExpression;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spans without their bodies: ids, names, times and status by SQL, some tens of bytes each. Used for one question; not thread-safe. */
final class TraceOutlines {
  private static final int MAX_SPANS = 200_000;

  private final SlsCalls calls;
  private final String logstoreName;
  private final SpanLogstore logstore;
  private final ReadContext context;
  private final Map<String, Resource> services = new HashMap<>();

  TraceOutlines(SlsCalls calls, String logstoreName, SpanLogstore logstore, ReadContext context) {
    this.calls = calls;
    this.logstoreName = logstoreName;
    this.logstore = logstore;
    this.context = context;
  }

  Map<TraceId, List<TraceSpan>> read(List<TraceId> ids, LogWindow window) {
    List<LogSearch> searches = new ArrayList<>();
    for (SpanLayout layout : logstore.readLayouts()) {
      SpanSql sql = new SpanSql(layout, logstore.index());
      SqlSelect statement = statement(sql);
      for (TraceIdBatches.Batch batch :
          TraceIdBatches.of(ids, sql.columns().traceId(), SearchExpression.MAX_CONDITIONS)) {
        searches.add(LogSearch.sql(
            logstoreName,
            statement.queryText(batch.search()),
            window.fromSeconds(),
            window.toSeconds()));
      }
    }
    Map<TraceId, List<TraceSpan>> traces = new LinkedHashMap<>();
    for (LogAnswer answer : calls.queryAll(searches, context)) {
      if (answer.rows().size() >= MAX_SPANS) {
        context
            .warnings()
            .accept("summaries count the first " + MAX_SPANS + " spans of some traces only");
      }
      for (LogRow row : answer.rows()) {
        TraceId id = RowIds.parse(row.text("trace_id"));
        traces.computeIfAbsent(id, key -> new ArrayList<>()).add(span(id, row));
      }
    }
    return traces;
  }

  private static SqlSelect statement(SpanSql sql) {
    SqlExpression error = sql.knowsErrors()
        ? new SqlExpression.Case(
            sql.errorCondition(), new SqlExpression.Whole(1), new SqlExpression.Whole(0))
        : new SqlExpression.Whole(0);
    return SqlSelect.fromLog()
        .select(column(sql.columns().traceId()), "trace_id")
        .select(text(column(sql.columns().spanId())), "span_id")
        .select(text(column(sql.columns().parentSpanId())), "parent_id")
        .select(text(column(sql.columns().service())), "service_name")
        .select(text(column(sql.columns().name())), "span_name")
        .select(sql.startNanos(), "start_nanos")
        .select(sql.durationNanos(), "duration_nanos")
        .select(error, "is_error")
        .limit(MAX_SPANS);
  }

  private static SqlExpression text(SqlExpression column) {
    return call("coalesce", column, new SqlExpression.Text(""));
  }

  private TraceSpan span(TraceId id, LogRow row) {
    String service = raw(row, "service_name");
    Resource resource =
        services.computeIfAbsent(service, name -> Resource.ofService(name, Attributes.empty()));
    boolean error = SqlNumbers.whole(row, "is_error") == 1;
    Span span = Span.builder()
        .traceId(id)
        .spanId(RowIds.parseSpan(row.text("span_id")))
        .parentSpanId(parent(row))
        .name(raw(row, "span_name"))
        .startNanos(SqlNumbers.whole(row, "start_nanos"))
        .durationNanos(SqlNumbers.whole(row, "duration_nanos"))
        .status(error ? new SpanStatus(SpanStatus.Code.ERROR, "") : SpanStatus.UNSET)
        .build();
    return new TraceSpan(resource, Scope.EMPTY, span);
  }

  private static SpanId parent(LogRow row) {
    return RowIds.parseSpan(row.text("parent_id"));
  }

  private static String raw(LogRow row, String column) {
    String text = row.raw(column);
    return text == null ? "" : text;
  }
}
