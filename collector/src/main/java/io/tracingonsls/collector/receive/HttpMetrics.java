// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.server.http.RequestObserver;
import io.tracingonsls.wire.DecodeException;
import java.util.Set;

/** Request metrics under Jaeger's names. Labels come from fixed sets, so that no request can add series. Thread-safe. */
public final class HttpMetrics implements RequestObserver {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
  private static final double[] SECONDS = {
    .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10
  };

  private final RequestObserver other;
  private final Histogram durations;
  private final Counter refused;
  private final Counter samplingRequests;
  private final Counter samplingErrors;
  private final UdpMetrics udp;

  /**
   * Registers the metrics, once per registry and prefix; the other observer is told as well.
   *
   * @param prefix {@code jaeger_collector} or {@code jaeger_agent}
   */
  public HttpMetrics(String prefix, PrometheusRegistry registry, RequestObserver other) {
    this.other = other;
    durations = Histogram.builder()
        .name(prefix + "_http_request_duration")
        .help("Seconds to answer HTTP requests.")
        .labelNames("method", "path", "status")
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .withoutExemplars()
        .register(registry);
    refused = Counter.builder()
        .name(prefix + "_requests_refused")
        .help("Requests and connections refused by a limit or as malformed.")
        .labelNames("reason")
        .withoutExemplars()
        .register(registry);
    samplingRequests = Counter.builder()
        .name(prefix + "_http_server_requests")
        .help("Requests for sampling strategies.")
        .labelNames("type")
        .withoutExemplars()
        .register(registry);
    samplingErrors = Counter.builder()
        .name(prefix + "_http_server_errors")
        .help("Failed requests for sampling strategies.")
        .labelNames("source", "status")
        .withoutExemplars()
        .register(registry);
    udp = new UdpMetrics(prefix, registry);
  }

  @Override
  public void completed(
      String method, String routeTemplate, int status, long requestBytes, long durationNanos) {
    String known = METHODS.contains(method) ? method : "OTHER";
    durations
        .labelValues(known, routeTemplate, Integer.toString(status))
        .observe(durationNanos / 1e9);
    other.completed(method, routeTemplate, status, requestBytes, durationNanos);
  }

  @Override
  public void rejected(String reason) {
    refused.labelValues(reason).inc();
    other.rejected(reason);
  }

  /** A request whose spans cannot be read. */
  void undecodable(DecodeException failure) {
    rejected(failure.isTooLarge() ? "too_large" : "malformed");
  }

  /** A client asked for its sampling strategy; {@code type} is {@code sampling} or {@code sampling-legacy}. */
  public void samplingRequest(String type) {
    samplingRequests.labelValues(type).inc();
  }

  /** Such a request failed. */
  public void samplingError(String source, String status) {
    samplingErrors.labelValues(source, status).inc();
  }

  /** For datagrams. */
  UdpMetrics udp() {
    return udp;
  }
}
