// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.TraceStorage;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Completions for the search form: {@code /api/tags} for keys, {@code /api/tags/values} for the values of one. */
final class TagRoutes {
  private final QueryCalls calls;
  private final TraceStorage storage;

  TagRoutes(QueryCalls calls, TraceStorage storage) {
    this.calls = calls;
    this.storage = storage;
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/tags", ApiRoute.of(this::keys));
    router.get(base + "/api/tags/values", ApiRoute.of(this::values));
  }

  private record KeysQuestion(String prefix) {}

  private record ValuesQuestion(String key, String prefix) {}

  private CompletionStage<HttpResponse> keys(HttpRequest request, Parameters parameters) {
    String prefix = parameters.text("prefix");
    return calls.shared(
        request,
        new KeysQuestion(prefix),
        scope -> storage.tagSuggestions().keys(prefix, scope.context()),
        names -> names(names, parameters));
  }

  private CompletionStage<HttpResponse> values(HttpRequest request, Parameters parameters) {
    String key = parameters.text("key");
    if (key.isEmpty()) {
      throw new BadParameterException("parameter 'key' is required");
    }
    String prefix = parameters.text("prefix");
    return calls.shared(
        request,
        new ValuesQuestion(key, prefix),
        scope -> storage.tagSuggestions().values(key, prefix, scope.context()),
        names -> names(names, parameters));
  }

  private static HttpResponse names(List<String> names, Parameters parameters) {
    return HttpResponse.json(200, LegacyEnvelope.names(names, parameters.prettyPrint()))
        .compressible();
  }
}
