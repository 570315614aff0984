// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import org.jspecify.annotations.Nullable;

/** Turns an error into the answer of one server's dialect. Called on the event loop; must not block or throw. */
@FunctionalInterface
public interface ErrorRenderer {
  /**
   * Renders an error of the kit (404, 405, 408, 413, …) or one thrown by a handler.
   *
   * @param request the request as far as known; null when its head could not be read. Its body is empty
   */
  HttpResponse render(HttpException error, @Nullable HttpRequest request);

  /** The message as one line of plain text; an empty message gives an empty body. */
  static ErrorRenderer plainText() {
    return (error, request) -> {
      HttpResponse response = error.text().isEmpty()
          ? HttpResponse.empty(error.status())
          : HttpResponse.text(error.status(), error.text() + "\n");
      return response.withHeaders(error.headers());
    };
  }
}
