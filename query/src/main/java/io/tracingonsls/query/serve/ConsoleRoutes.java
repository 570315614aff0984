// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.query.parse.LegacySearchParser;
import io.tracingonsls.query.parse.LogRequestParser;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.LogQuery.LogRequest;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TraceStorage;
import java.util.concurrent.CompletionStage;

/**
 * Addresses of the store's own console for a question asked here: {@code /api/console/traces} takes the parameters of {@code /api/traces},
 * {@code /api/console/logs} those of {@code /api/logs}. {@code redirect=true} leads there instead of naming the address. A store without a
 * console answers 501.
 */
final class ConsoleRoutes {
  private final QueryCalls calls;
  private final TraceStorage storage;
  private final LegacySearchParser searches;
  private final LogRequestParser logs;

  ConsoleRoutes(
      QueryCalls calls, TraceStorage storage, LegacySearchParser searches, LogRequestParser logs) {
    this.calls = calls;
    this.storage = storage;
    this.searches = searches;
    this.logs = logs;
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/console/traces", ApiRoute.of(this::traces));
    router.get(base + "/api/console/logs", ApiRoute.of(this::logs));
  }

  private CompletionStage<HttpResponse> traces(HttpRequest request, Parameters parameters) {
    LegacySearchParser.Parsed asked = searches.parse(parameters);
    if (asked.lookup().isEmpty()) {
      return answer(
          request,
          parameters,
          context -> storage.consoleLinks().search(asked.search().query(), context));
    }
    TraceLookup lookup = asked.lookup().get();
    if (lookup.traceIds().size() > 1) {
      throw new BadParameterException(
          "traceID: " + lookup.traceIds().size() + " traces (expected: one)");
    }
    return answer(
        request,
        parameters,
        context -> storage.consoleLinks().trace(lookup.traceIds().get(0), lookup.hint(), context));
  }

  private CompletionStage<HttpResponse> logs(HttpRequest request, Parameters parameters) {
    LogRequest asked = logs.parse(parameters);
    return answer(request, parameters, context -> storage.consoleLinks().logs(asked, context));
  }

  /** Finds an address. */
  private interface Address {
    String find(ReadContext context);
  }

  private CompletionStage<HttpResponse> answer(
      HttpRequest request, Parameters parameters, Address address) {
    boolean redirect = parameters.flag("redirect");
    boolean pretty = parameters.prettyPrint();
    return calls.answer(
        request,
        scope -> address.find(scope.context()),
        url -> redirect
            ? HttpResponse.empty(302).withHeader("Location", url)
            : HttpResponse.json(200, document(url, pretty)));
  }

  private static byte[] document(String url, boolean pretty) {
    return LegacyEnvelope.bytes(pretty, 0, json -> {
      json.writeStartObject();
      json.writeStringField("url", url);
      json.writeEndObject();
    });
  }
}
