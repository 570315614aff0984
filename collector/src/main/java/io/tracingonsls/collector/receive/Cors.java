// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.server.http.HttpFilter;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets scripts of listed origins send spans. Origins may hold {@code *} as a wildcard. No credentials are allowed. */
final class Cors implements HttpFilter {
  private final boolean anyOrigin;
  private final List<Pattern> origins;
  private final String headers;

  Cors(List<String> origins, List<String> headers) {
    this.anyOrigin = origins.contains("*");
    this.origins = origins.stream().map(Cors::pattern).toList();
    this.headers =
        headers.isEmpty() ? "Content-Type, Content-Encoding" : String.join(", ", headers);
  }

  private static Pattern pattern(String origin) {
    String[] parts = origin.split("\\*", -1);
    StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      regex.append("[^/]*").append(Pattern.quote(parts[i]));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  @Override
  public CompletionStage<HttpResponse> apply(HttpRequest request, HttpHandler next) {
    String allowed = allowed(request.header("Origin"));
    if (allowed == null) {
      return next.handle(request);
    }
    if (request.method().equals("OPTIONS")
        && request.headers().contains("Access-Control-Request-Method")) {
      return CompletableFuture.completedStage(marked(HttpResponse.empty(204), allowed)
          .withHeader("Access-Control-Allow-Methods", "POST")
          .withHeader("Access-Control-Allow-Headers", headers)
          .withHeader("Access-Control-Max-Age", "600"));
    }
    return next.handle(request).thenApply(response -> marked(response, allowed));
  }

  private @Nullable String allowed(@Nullable String origin) {
    if (origin == null) {
      return null;
    }
    if (anyOrigin) {
      return "*";
    }
    return origins.stream().anyMatch(pattern -> pattern.matcher(origin).matches()) ? origin : null;
  }

  private static HttpResponse marked(HttpResponse response, String origin) {
    return response.withHeader("Access-Control-Allow-Origin", origin).withHeader("Vary", "Origin");
  }
}
