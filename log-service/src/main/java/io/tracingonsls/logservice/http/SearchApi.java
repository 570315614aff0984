// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tracingonsls.logservice.admin.LogstoreInfo;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.logservice.query.ContextAnswer;
import io.tracingonsls.logservice.query.HistogramAnswer;
import io.tracingonsls.logservice.query.QueryEngine;
import io.tracingonsls.logservice.query.QueryRequest;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.server.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** GetLogs in both forms, GetProjectLogs and GetHistograms. */
final class SearchApi {
  private static final long MAX_SECONDS = 0xFFFFFFFFL + 1;

  private final LogService service;
  private final QueryEngine queries;
  private final Quotas quotas;
  private final @Nullable Faults faults;

  SearchApi(LogService service, QueryEngine queries, Quotas quotas, @Nullable Faults faults) {
    this.service = service;
    this.queries = queries;
    this.quotas = quotas;
    this.faults = faults;
  }

  void addTo(ApiRoutes routes, Executor executor) {
    routes.add("POST", "/logstores/{logstore}/logs", executor, this::getLogs);
    routes.add("GET", "/logs", executor, this::getProjectLogs);
  }

  private HttpResponse getLogs(ApiCall call) {
    LogstoreInfo logstore = logstore(call);
    QueryArguments arguments = QueryArguments.of(call.json());
    QueryOutcome outcome = ask(call, logstore, arguments.request());
    return compressed(call, QueryAnswerJson.withMeta(outcome, arguments.powerSql()));
  }

  /** {@code GET /logstores/X?type=log}, the older form. */
  HttpResponse getLogsByUrl(ApiCall call) {
    QueryOutcome outcome = ask(call, logstore(call), QueryArguments.of(call).request());
    return compressed(call, QueryAnswerJson.rowsOnly(outcome))
        .withHeader("x-log-progress", outcome.progress())
        .withHeader("x-log-count", Integer.toString(outcome.rows().size()))
        .withHeader("x-log-query-info", QueryAnswerJson.metaLine(outcome));
  }

  /** SQL over the project: the Logstore and the times are in the statement. */
  private HttpResponse getProjectLogs(ApiCall call) {
    String sql = call.requiredParameter("query");
    Set<String> tables = SqlTables.of(sql);
    if (tables.size() != 1) {
      throw new ServiceException(
          ErrorCode.NOT_SUPPORTED,
          "query: " + tables.size() + " logstores (expected: exactly one named behind from)");
    }
    LogstoreInfo logstore = logstore(call.project(), tables.iterator().next());
    QueryRequest request = QueryRequest.of("* | " + sql, 0, MAX_SECONDS);
    QueryOutcome outcome = ask(call, logstore, request);
    return compressed(call, QueryAnswerJson.rowsOnly(outcome))
        .withHeader("x-log-progress", outcome.progress())
        .withHeader("x-log-count", Integer.toString(outcome.rows().size()));
  }

  private LogstoreInfo logstore(ApiCall call) {
    return logstore(call.project(), call.path("logstore"));
  }

  private LogstoreInfo logstore(String project, String name) {
    LogstoreInfo logstore = service.catalog().logstore(project, name);
    if (logstore.index().currentDocument() == null) {
      throw new ServiceException(ErrorCode.INDEX_CONFIG_NOT_EXIST, "logstore without index config");
    }
    return logstore;
  }

  private QueryOutcome ask(ApiCall call, LogstoreInfo logstore, QueryRequest asked) {
    QueryRequest request = asked.toLogstore(logstore.name());
    boolean sql = QueryEngine.isSql(QueryEngine.parse(request.query()));
    if (sql && !logstore.settings().standard()) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          "logstore " + logstore.name() + " is in query mode: SQL is not supported");
    }
    Logstore logs = service.logs(logstore);
    QueryOutcome outcome = quotas.query(
        logstore,
        () -> sql
            ? QueryOutcome.of(queries.sql(
                logs::snapshot, service.index(logstore), request, call.http()::isAbandoned))
            : QueryOutcome.of(queries.search(
                logs::snapshot, service.index(logstore), request, call.http()::isAbandoned)));
    return faults != null && faults.incompleteNow(request.toString())
        ? outcome.incomplete()
        : outcome;
  }

  HttpResponse histograms(ApiCall call) {
    LogstoreInfo logstore = logstore(call);
    QueryRequest request = QueryArguments.of(call).request();
    Logstore logs = service.logs(logstore);
    HistogramAnswer answer = quotas.query(
        logstore,
        () -> queries.histogram(
            logs::snapshot,
            service.index(logstore),
            request,
            call.number("interval", 0, 0),
            call.http()::isAbandoned));
    boolean complete = faults == null || !faults.incompleteNow("histogram " + request);
    String progress = complete ? "Complete" : "Incomplete";
    ArrayNode buckets = JsonNodeFactory.instance.arrayNode();
    for (HistogramAnswer.Bucket bucket : answer.buckets()) {
      buckets
          .addObject()
          .put("from", bucket.fromSeconds())
          .put("to", bucket.toSeconds())
          .put("count", bucket.count())
          .put("progress", progress);
    }
    return Answers.json(buckets)
        .withHeader("x-log-progress", progress)
        .withHeader("x-log-count", Long.toString(answer.totalCount()));
  }

  /** The logs around one that was found. */
  HttpResponse context(ApiCall call) {
    LogstoreInfo logstore = logstore(call);
    int back = lines(call, "back_lines");
    int forward = lines(call, "forward_lines");
    String packId = call.requiredParameter("pack_id");
    String packMeta = call.requiredParameter("pack_meta");
    Logstore logs = service.logs(logstore);
    ContextAnswer answer = quotas.query(
        logstore,
        () -> queries.context(
            logs::snapshot, packId, packMeta, back, forward, call.http()::isAbandoned));
    boolean complete =
        faults == null || !faults.incompleteNow("context " + packId + " " + packMeta);
    return compressed(call, QueryAnswerJson.context(answer, complete));
  }

  private static int lines(ApiCall call, String name) {
    int lines = ApiCall.number(name, call.requiredParameter(name), 0);
    if (lines > QueryRequest.MAX_LINES) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          name + ": " + lines + " (expected: at most " + QueryRequest.MAX_LINES + ")");
    }
    return lines;
  }

  /** LZ4 only for clients that ask for it; a plain answer carries neither compression header. */
  static HttpResponse compressed(ApiCall call, byte[] json) {
    String accepted = call.http().header("accept-encoding");
    if (accepted == null || !accepted.toLowerCase(Locale.ROOT).contains("lz4")) {
      return HttpResponse.json(200, json);
    }
    return HttpResponse.json(200, Compression.toLz4(json))
        .withHeader("x-log-compresstype", "lz4")
        .withHeader("x-log-bodyrawsize", Integer.toString(json.length));
  }
}
