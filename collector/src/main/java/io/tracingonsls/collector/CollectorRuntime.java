// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.server.http.RequestObserver;
import io.tracingonsls.server.lifecycle.EventLoops;
import java.time.Clock;

/**
 * What the process gives to a collector and keeps owning.
 *
 * @param registry where metrics are registered; one collector per registry
 * @param loops network threads; to be closed after the collector
 * @param host the label {@code host} of Jaeger's metrics
 * @param requests is told about HTTP requests besides the collector's own metrics
 * @param clock the only source of wall-clock time
 */
public record CollectorRuntime(
    PrometheusRegistry registry,
    EventLoops loops,
    String host,
    RequestObserver requests,
    Clock clock) {
  /** Without another observer of requests, by the machine's clock. */
  public CollectorRuntime(PrometheusRegistry registry, EventLoops loops, String host) {
    this(registry, loops, host, RequestObserver.NONE, Clock.systemUTC());
  }
}
