// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.server.http.ErrorRenderer;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Renders errors in the dialect of the path that was asked for. */
final class ApiErrors implements ErrorRenderer {
  private final String basePath;

  ApiErrors(String basePath) {
    this.basePath = basePath;
  }

  @Override
  public HttpResponse render(HttpException error, @Nullable HttpRequest request) {
    String path = request == null ? "" : request.path();
    String below = path.startsWith(basePath + "/") ? path.substring(basePath.length()) : path;
    if (error.status() == 401) {
      // A refused tenant gets bare text, as from Jaeger: its clients look for that.
      return HttpResponse.text(401, error.text()).withHeaders(error.headers());
    }
    return Dialect.of(below).render(error.status(), error.text()).withHeaders(error.headers());
  }
}
