// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures into answers. What nobody foresaw is logged and answered without details. Thread-safe. */
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final String server;
  private final ErrorRenderer renderer;

  ErrorAnswers(String server, ErrorRenderer renderer) {
    this.server = server;
    this.renderer = renderer;
  }

  /** The failure as an error that a client may see; {@code request} is for the log. */
  HttpException of(Throwable failure, HttpRequest request) {
    HttpException known = HandlerFailure.known(failure);
    if (known != null) {
      return known;
    }
    LOG.error(
        "{}: {} {} failed",
        server,
        request.method(),
        request.routeTemplate(),
        HandlerFailure.unwrap(failure));
    return new HttpException(500, "internal server error");
  }

  /** The answer; {@code request} is null when the head was not readable. */
  HttpResponse render(HttpException error, @Nullable HttpRequest request) {
    try {
      return renderer.render(error, request);
    } catch (RuntimeException e) {
      LOG.error("{}: error renderer failed", server, e);
      return HttpResponse.empty(error.status());
    }
  }
}
