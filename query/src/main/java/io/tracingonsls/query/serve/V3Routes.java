// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.parse.V3SearchParser;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.query.render.V3Json;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.CatalogReader.Operation;
import io.tracingonsls.storage.TraceStorage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Services, operations and trace summaries of {@code /api/v3}. */
final class V3Routes {
  private final QueryCalls calls;
  private final TraceStorage storage;
  private final TraceFetcher fetcher;
  private final V3SearchParser parser;

  V3Routes(QueryCalls calls, TraceStorage storage, TraceFetcher fetcher, V3SearchParser parser) {
    this.calls = calls;
    this.storage = storage;
    this.fetcher = fetcher;
    this.parser = parser;
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/v3/services", ApiRoute.of(this::services));
    router.get(base + "/api/v3/operations", ApiRoute.of(this::operations));
    router.get(base + "/api/v3/trace-summaries", ApiRoute.of(this::summaries));
  }

  private CompletionStage<HttpResponse> services(HttpRequest request, Parameters parameters) {
    boolean pretty = parameters.prettyPrint();
    return calls.shared(
        request,
        "services",
        scope -> storage.catalogReader().services(scope.context()),
        names -> json(V3Json.services(names, pretty)));
  }

  private CompletionStage<HttpResponse> operations(HttpRequest request, Parameters parameters) {
    boolean pretty = parameters.prettyPrint();
    String service = parameters.text("service");
    String camel = parameters.text("spanKind");
    String kindName = camel.isEmpty() ? parameters.text("span_kind") : camel;
    SpanKind kind = kindName.isEmpty() ? null : SpanKinds.exact(kindName);
    if (!kindName.isEmpty() && kind == null) {
      return CompletableFuture.completedStage(json(V3Json.operations(List.of(), pretty)));
    }
    return calls.shared(
        request,
        new OperationsQuestion(service, kind),
        scope -> storage.catalogReader().operations(service, kind, scope.context()),
        (List<Operation> operations) -> json(V3Json.operations(operations, pretty)));
  }

  private record OperationsQuestion(
      String service, @Nullable SpanKind kind) {}

  private CompletionStage<HttpResponse> summaries(HttpRequest request, Parameters parameters) {
    TraceSearch search = parser.parse(parameters);
    boolean pretty = parameters.prettyPrint();
    return calls.stream(request, (scope, pipe) -> {
      TraceFetcher.Found found = fetcher.summaries(search, scope.context());
      NextPage.announce(pipe, found.matches(), search.query().limit());
      V3Json.summaries(pipe, found.summaries(), pretty);
    });
  }

  private static HttpResponse json(byte[] body) {
    return HttpResponse.json(200, body).compressible();
  }
}
