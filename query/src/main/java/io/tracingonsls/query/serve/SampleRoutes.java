// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Two pages of Jaeger's UI that are hidden by default read from endpoints which, in Jaeger too, only serve a fixed example. */
final class SampleRoutes {
  private static final String DEEP_DEPENDENCIES = """
      {"dependencies":[{"path":[{"service":"sample-frontend","operation":"GET /"},\
      {"service":"sample-backend","operation":"query"}],\
      "attributes":[{"key":"exemplar_trace_id","value":"00000000000000000000000000000000"}]}]}""";
  private static final String QUALITY_METRICS = """
      {"traceQualityDocumentationLink":"","bannerText":{"value":"Example data","styling":{}},\
      "scores":[{"key":"completeness","label":"Completeness","max":100,"value":100}],\
      "metrics":[{"name":"Root span","category":"completeness",\
      "description":"Traces whose root span was stored","metricDocumentationLink":"",\
      "metricWeight":1,"passCount":1,"passExamples":[],"failureCount":0,"failureExamples":[],\
      "exemptionCount":0,"exemptionExamples":[],"details":[]}],"clients":[]}""";

  private SampleRoutes() {}

  static void addTo(Router.Builder router, String base) {
    router.get(base + "/api/deep-dependencies", fixed(DEEP_DEPENDENCIES));
    router.get(base + "/api/quality-metrics", fixed(QUALITY_METRICS));
  }

  private static HttpHandler fixed(String json) {
    HttpResponse response = HttpResponse.json(200, json.getBytes(StandardCharsets.UTF_8));
    return request -> CompletableFuture.completedStage(response);
  }
}
