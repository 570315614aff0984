// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.server.http.RequestObserver;

/** Counts and times the requests of all HTTP servers of a process. Routes are templates, so label sets stay few. */
final class HttpMetrics {
  private final Counter requests;
  private final Counter rejected;
  private final Histogram durations;

  HttpMetrics(PrometheusRegistry registry) {
    requests = Counter.builder()
        .name("http_server_requests_total")
        .help("Answered HTTP requests.")
        .labelNames("server", "method", "route", "status")
        .withoutExemplars()
        .register(registry);
    rejected = Counter.builder()
        .name("http_server_rejected_total")
        .help("Connections and requests refused by a limit or as malformed.")
        .labelNames("server", "reason")
        .withoutExemplars()
        .register(registry);
    durations = Histogram.builder()
        .name("http_server_request_duration_seconds")
        .help("From the complete head of a request to the end of its answer.")
        .classicOnly()
        .labelNames("server", "route")
        .withoutExemplars()
        .register(registry);
  }

  /** The observer of one server. */
  RequestObserver of(String server) {
    return new RequestObserver() {
      @Override
      public void completed(
          String method, String route, int status, long requestBytes, long durationNanos) {
        requests
            .labelValues(server, known(method), route, Integer.toString(status))
            .inc();
        durations.labelValues(server, route).observe(durationNanos / 1e9);
      }

      @Override
      public void rejected(String reason) {
        rejected.labelValues(server, reason).inc();
      }
    };
  }

  /** A made-up method must not make a label set of its own. */
  private static String known(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS" -> method;
      default -> "other";
    };
  }
}
