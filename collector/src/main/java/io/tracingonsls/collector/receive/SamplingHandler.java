// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.collector.sampling.SamplingJson;
import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers a client's question for its sampling strategy. */
final class SamplingHandler implements HttpHandler {
  private final ReceiverContext context;
  private final String metricType;
  private final boolean numericType;

  /**
   * Makes a handler.
   *
   * @param numericType the oldest clients want the strategy's type as a number
   */
  SamplingHandler(ReceiverContext context, String metricType, boolean numericType) {
    this.context = context;
    this.metricType = metricType;
    this.numericType = numericType;
  }

  @Override
  public CompletionStage<HttpResponse> handle(HttpRequest request) {
    context.httpMetrics().samplingRequest(metricType);
    List<String> services = request.query().all("service");
    if (services.size() != 1) {
      context.httpMetrics().samplingError("all", "4xx");
      return CompletableFuture.completedStage(
          HttpResponse.text(400, "'service' parameter must be provided once\n"));
    }
    return context.sampling().ask(services.get(0)).handle(this::answer);
  }

  private HttpResponse answer(@Nullable SamplingStrategy strategy, @Nullable Throwable failure) {
    if (strategy != null) {
      return HttpResponse.json(200, SamplingJson.encode(strategy, numericType));
    }
    context.httpMetrics().samplingError("collector-proxy", "5xx");
    Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
    return HttpResponse.text(
        500, "collector error: " + (cause == null ? "no answer" : cause.getMessage()) + "\n");
  }
}
