// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A handler that gets parsed parameters and whose failures are mapped as all API failures are. */
@FunctionalInterface
interface ApiRoute {
  CompletionStage<HttpResponse> answer(HttpRequest request, Parameters parameters);

  /** The route as a handler. */
  static HttpHandler of(ApiRoute route) {
    return request -> {
      try {
        return route.answer(request, new Parameters(request.query()));
      } catch (RuntimeException failure) {
        return CompletableFuture.failedStage(ApiFailures.toHttp(failure));
      }
    };
  }
}
