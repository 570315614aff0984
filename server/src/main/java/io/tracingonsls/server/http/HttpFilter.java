// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.CompletionStage;

/** Wraps every handler of a router, those of 404 and 405 included: CORS, security headers, tenancy. */
@FunctionalInterface
public interface HttpFilter {
  /** Answers itself or passes the request, changed or not, to {@code next}; runs on the event loop. */
  CompletionStage<HttpResponse> apply(HttpRequest request, HttpHandler next);
}
