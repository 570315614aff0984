// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.fetch.TraceArchiver;
import io.tracingonsls.query.parse.LegacySearchParser;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import java.util.concurrent.CompletionStage;

/** Copies a trace, as it is shown, to the archive. */
final class ArchiveRoute {
  private final QueryCalls calls;
  private final TraceArchiver archiver;
  private final LegacySearchParser parser;
  private final LegacyTraceRoutes.NotFound notFound;

  ArchiveRoute(
      QueryCalls calls,
      TraceArchiver archiver,
      LegacySearchParser parser,
      LegacyTraceRoutes.NotFound notFound) {
    this.calls = calls;
    this.archiver = archiver;
    this.parser = parser;
    this.notFound = notFound;
  }

  void addTo(Router.Builder router, String base) {
    router.post(base + "/api/archive/{id}", ApiRoute.of(this::archive));
  }

  private CompletionStage<HttpResponse> archive(HttpRequest request, Parameters parameters) {
    TraceLookup lookup = parser.parseLookup(request.pathParameter("id"), parameters);
    if (!archiver.enabled()) {
      throw new HttpException(500, "archive span storage was not configured");
    }
    return calls.answer(
        request,
        scope -> {
          if (!archiver.copy(lookup, scope.context())) {
            throw notFound.trace();
          }
          return LegacyEnvelope.archived();
        },
        body -> HttpResponse.json(200, body));
  }
}
