// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.server.http.HttpFilter;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every request an id, every answer its standard headers, and the access log a line without query text or credentials. */
final class StampFilter implements HttpFilter {
  private static final Logger access = LoggerFactory.getLogger("io.tracingonsls.logservice.access");

  private final Clock clock;

  StampFilter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public CompletionStage<HttpResponse> apply(HttpRequest request, HttpHandler next) {
    String requestId = Answers.newRequestId();
    request.setAttribute(RequestId.class, new RequestId(requestId));
    long start = System.nanoTime();
    return next.handle(request).thenApply(response -> {
      logAccess(request, response, requestId, start);
      return Answers.stamped(response, requestId, clock);
    });
  }

  private static void logAccess(
      HttpRequest request, HttpResponse response, String requestId, long start) {
    if (access.isDebugEnabled()) {
      access.debug(
          "{} {} {} {} {} B in, {} B out, {} us, {}",
          request.host(),
          request.method(),
          request.path(),
          response.status(),
          request.bodyBytes().length,
          response.body().length,
          (System.nanoTime() - start) / 1000,
          requestId);
    }
  }
}
