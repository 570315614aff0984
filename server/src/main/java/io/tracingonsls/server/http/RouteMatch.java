// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What a router found.
 *
 * @param maxBodyBytes the route's own limit, 0 for the server's
 * @param methodMissing the path is known, the method is not
 * @param readsBody false when the answer does not depend on the body, which then need not be received
 */
record RouteMatch(
    String template,
    HttpHandler handler,
    Map<String, String> pathParameters,
    int maxBodyBytes,
    boolean methodMissing,
    boolean readsBody) {
  static RouteMatch of(String template, HttpHandler handler) {
    return new RouteMatch(template, handler, Map.of(), 0, false, true);
  }

  static RouteMatch failing(String template, HttpException error) {
    HttpHandler handler = request -> CompletableFuture.failedStage(error);
    return new RouteMatch(template, handler, Map.of(), 0, error.status() == 405, false);
  }
}
