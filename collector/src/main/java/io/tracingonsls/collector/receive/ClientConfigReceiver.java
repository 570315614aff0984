// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The agent's client configuration on 5778: sampling strategies; baggage restrictions do not exist, as with Jaeger. */
final class ClientConfigReceiver {
  private ClientConfigReceiver() {}

  static Receiver start(ListenerSettings settings, ReceiverContext context) throws IOException {
    HttpHandler sampling = new SamplingHandler(context, "sampling", false);
    Router.Builder routes = Router.builder()
        .get("/sampling", sampling)
        .get("/api/sampling", sampling)
        .get("/", new SamplingHandler(context, "sampling-legacy", true))
        .get("/baggageRestrictions", baggage(context));
    return HttpReceiver.start(ReceiverKind.CLIENT_CONFIG.flag(), settings, context, routes);
  }

  private static HttpHandler baggage(ReceiverContext context) {
    return request -> {
      List<String> services = request.query().all("service");
      HttpResponse answer = services.size() == 1
          ? HttpResponse.text(500, "collector error: baggage not implemented\n")
          : HttpResponse.text(400, "'service' parameter must be provided once\n");
      context
          .httpMetrics()
          .samplingError("collector-proxy", answer.status() == 400 ? "4xx" : "5xx");
      return CompletableFuture.completedStage(answer);
    };
  }
}
