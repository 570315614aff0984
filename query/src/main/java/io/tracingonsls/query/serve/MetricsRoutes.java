// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.parse.MetricsParser;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.query.render.MetricsJson;
import io.tracingonsls.query.render.MetricsJson.Family;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.MetricSeries;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.TraceStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the Monitor tab asks for. */
final class MetricsRoutes {
  private final QueryCalls calls;
  private final TraceStorage storage;
  private final MetricsParser parser;

  MetricsRoutes(QueryCalls calls, TraceStorage storage, Clock clock) {
    this.calls = calls;
    this.storage = storage;
    this.parser = new MetricsParser(clock);
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/metrics/latencies", ApiRoute.of(this::latencies));
    router.get(base + "/api/metrics/calls", ApiRoute.of(this::calls));
    router.get(base + "/api/metrics/errors", ApiRoute.of(this::errors));
    router.get(base + "/api/metrics/minstep", ApiRoute.of(this::minStep));
  }

  private record LatencyQuestion(MetricsQuery query, double quantile) {}

  private record CallsQuestion(MetricsQuery query) {}

  private record ErrorsQuestion(MetricsQuery query) {}

  private CompletionStage<HttpResponse> latencies(HttpRequest request, Parameters parameters) {
    double quantile = parser.quantile(parameters);
    MetricsQuery query = parser.parse(parameters);
    requireMetrics();
    return calls.shared(
        request,
        new LatencyQuestion(query, quantile),
        scope -> storage.metricsReader().latencies(query, quantile, scope.context()),
        series ->
            document(Family.latencies(quantile, query.groupByOperation()), series, parameters));
  }

  private CompletionStage<HttpResponse> calls(HttpRequest request, Parameters parameters) {
    MetricsQuery query = parser.parse(parameters);
    requireMetrics();
    return calls.shared(
        request,
        new CallsQuestion(query),
        scope -> storage.metricsReader().callRates(query, scope.context()),
        series -> document(Family.callRate(query.groupByOperation()), series, parameters));
  }

  private CompletionStage<HttpResponse> errors(HttpRequest request, Parameters parameters) {
    MetricsQuery query = parser.parse(parameters);
    requireMetrics();
    return calls.shared(
        request,
        new ErrorsQuestion(query),
        scope -> storage.metricsReader().errorRates(query, scope.context()),
        series -> document(Family.errorRate(query.groupByOperation()), series, parameters));
  }

  private CompletionStage<HttpResponse> minStep(HttpRequest request, Parameters parameters) {
    requireMetrics();
    return calls.answer(
        request,
        scope -> storage.metricsReader().minStep().toMillis(),
        millis -> HttpResponse.json(
            200,
            LegacyEnvelope.bytes(parameters.prettyPrint(), 0, json -> json.writeNumber(millis))));
  }

  private void requireMetrics() {
    if (!storage.capabilities().metrics()) {
      throw new HttpException(501, "metrics querying is currently disabled");
    }
  }

  private static HttpResponse document(
      Family family, List<MetricSeries> series, Parameters parameters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 << 10);
    try {
      MetricsJson.write(out, parameters.prettyPrint(), family, series);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return HttpResponse.json(200, out.toByteArray()).compressible();
  }
}
