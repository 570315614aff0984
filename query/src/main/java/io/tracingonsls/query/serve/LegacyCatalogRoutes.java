// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.query.fetch.RequestScope;
import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.query.parse.DependencyParser;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.render.CatalogJson;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.QueryParameters;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.CatalogReader.Operation;
import io.tracingonsls.storage.TraceStorage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Services, operations and dependencies of the legacy API. */
final class LegacyCatalogRoutes {
  private final QueryCalls calls;
  private final TraceStorage storage;
  private final DependencyParser dependencyParser;

  LegacyCatalogRoutes(QueryCalls calls, TraceStorage storage, Clock clock) {
    this.calls = calls;
    this.storage = storage;
    this.dependencyParser = new DependencyParser(clock);
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/services", ApiRoute.of(this::services));
    router.get(base + "/api/services/{service}/operations", ApiRoute.of(this::operationsOfService));
    router.get(base + "/api/operations", ApiRoute.of(this::operations));
    router.get(base + "/api/dependencies", ApiRoute.of(this::dependencies));
  }

  private CompletionStage<HttpResponse> services(HttpRequest request, Parameters parameters) {
    boolean pretty = parameters.prettyPrint();
    return calls.shared(
        request,
        "services",
        scope -> storage.catalogReader().services(scope.context()),
        names -> json(LegacyEnvelope.names(names, pretty)));
  }

  private CompletionStage<HttpResponse> operationsOfService(
      HttpRequest request, Parameters parameters) {
    boolean pretty = parameters.prettyPrint();
    String service = serviceSegment(request.path());
    return calls.shared(
        request,
        new OperationsQuestion(service, null),
        scope -> readOperations(service, null, scope),
        operations -> {
          Set<String> names = new LinkedHashSet<>();
          operations.forEach(operation -> names.add(operation.name()));
          return json(LegacyEnvelope.names(new ArrayList<>(names), pretty));
        });
  }

  /** The segment before the last, decoded as Jaeger decodes it: like a query string, so that plus is a space. */
  private static String serviceSegment(String path) {
    int end = path.lastIndexOf('/');
    String raw = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    String name = QueryParameters.parse("s=" + raw.replace("&", "%26")).first("s");
    return name == null ? "" : name;
  }

  private CompletionStage<HttpResponse> operations(HttpRequest request, Parameters parameters) {
    String service = parameters.text("service");
    if (service.isEmpty()) {
      throw new BadParameterException("parameter 'service' is required");
    }
    boolean pretty = parameters.prettyPrint();
    String kindName = parameters.text("spanKind");
    SpanKind kind = kindName.isEmpty() ? null : SpanKinds.exact(kindName);
    if (!kindName.isEmpty() && kind == null) {
      return CompletableFuture.completedStage(json(CatalogJson.operations(List.of(), pretty)));
    }
    return calls.shared(
        request,
        new OperationsQuestion(service, kind),
        scope -> readOperations(service, kind, scope),
        operations -> json(CatalogJson.operations(operations, pretty)));
  }

  private List<Operation> readOperations(
      String service, @Nullable SpanKind kind, RequestScope scope) {
    return storage.catalogReader().operations(service, kind, scope.context());
  }

  private record OperationsQuestion(
      String service, @Nullable SpanKind kind) {}

  private CompletionStage<HttpResponse> dependencies(HttpRequest request, Parameters parameters) {
    DependencyParser.Parsed asked = dependencyParser.parse(parameters);
    boolean pretty = parameters.prettyPrint();
    return calls.shared(
        request,
        asked.range(),
        scope -> storage.dependencyReader().links(asked.range(), scope.context()),
        links -> json(CatalogJson.dependencies(ofService(links, asked.service()), pretty)));
  }

  private static List<DependencyLink> ofService(List<DependencyLink> links, String service) {
    if (service.isEmpty()) {
      return links;
    }
    return links.stream()
        .filter(link -> link.parent().equals(service) || link.child().equals(service))
        .toList();
  }

  private static HttpResponse json(byte[] body) {
    return HttpResponse.json(200, body).compressible();
  }
}
