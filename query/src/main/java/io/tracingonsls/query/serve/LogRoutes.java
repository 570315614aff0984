// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.parse.LogRequestParser;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.render.LogJson;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.LogQuery;
import io.tracingonsls.storage.TraceStorage;
import java.util.concurrent.CompletionStage;

/**
 * Raw searches and SQL on the span Logstore and on others that the operator allows: what the explore page asks. Read-only, since the
 * store's language has no statement that writes.
 */
final class LogRoutes {
  private final QueryCalls calls;
  private final TraceStorage storage;
  private final LogRequestParser parser;

  LogRoutes(QueryCalls calls, TraceStorage storage, LogRequestParser parser) {
    this.calls = calls;
    this.storage = storage;
    this.parser = parser;
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/logs", ApiRoute.of(this::logs));
    router.get(base + "/api/logs/histogram", ApiRoute.of(this::histogram));
  }

  private CompletionStage<HttpResponse> logs(HttpRequest request, Parameters parameters) {
    LogQuery.LogRequest asked = parser.parse(parameters);
    boolean pretty = parameters.prettyPrint();
    return calls.answer(
        request,
        scope -> storage.logQuery().query(asked, scope.context()),
        result -> HttpResponse.json(200, LogJson.result(result, pretty)).compressible());
  }

  private CompletionStage<HttpResponse> histogram(HttpRequest request, Parameters parameters) {
    LogQuery.LogRequest asked = parser.parse(parameters);
    boolean pretty = parameters.prettyPrint();
    return calls.answer(
        request,
        scope -> storage.logQuery().histogram(asked, scope.context()),
        buckets -> HttpResponse.json(200, LogJson.histogram(buckets, pretty)).compressible());
  }
}
