// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.logservice.admin.LogstoreInfo;
import io.tracingonsls.logservice.admin.ProjectInfo;
import io.tracingonsls.logservice.engine.LogstoreStats;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.server.http.RequestObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Counts requests and shows the size of every Logstore. Thread-safe; closing takes its metrics out of the registry. */
final class ServiceMetrics implements RequestObserver, AutoCloseable {
  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

  private final PrometheusRegistry registry;
  private final LogService service;
  private final List<Collector> registered = new ArrayList<>();
  private final Counter requests;
  private final Counter requestBytes;
  private final Counter rejected;
  private final Histogram duration;

  ServiceMetrics(PrometheusRegistry registry, LogService service) {
    this.registry = registry;
    this.service = service;
    this.requests = kept(Counter.builder()
        .name("log_service_requests_total")
        .help("Answered requests")
        .labelNames("method", "route", "status")
        .register(registry));
    this.requestBytes = kept(Counter.builder()
        .name("log_service_request_bytes_total")
        .help("Bodies received, as sent")
        .labelNames("method", "route")
        .register(registry));
    this.rejected = kept(Counter.builder()
        .name("log_service_rejected_total")
        .help("Requests and connections refused by a limit or as malformed")
        .labelNames("reason")
        .register(registry));
    this.duration = kept(Histogram.builder()
        .name("log_service_request_duration_seconds")
        .help("From the complete head to the end of the answer")
        .labelNames("method", "route")
        .classicOnly()
        .classicUpperBounds(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)
        .register(registry));
    gauge("logs", "Logs kept", LogstoreStats::logs);
    gauge(
        "open_logs",
        "Logs that only the write-ahead log and the memory hold",
        LogstoreStats::openLogs);
    gauge("segments", "Sealed segments", LogstoreStats::segments);
    gauge("segment_bytes", "Size of sealed segments on disk", LogstoreStats::segmentBytes);
    gauge("journal_bytes", "Size of the write-ahead log on disk", LogstoreStats::journalBytes);
    gauge("damaged_files", "Files set aside as damaged", LogstoreStats::damagedFiles);
    gauge(
        "pending_seals", "Full segments that wait for being written", LogstoreStats::pendingSeals);
    gauge(
        "scrubbed_bytes",
        "Bytes of segments verified in the background since the start",
        LogstoreStats::scrubbedBytes);
  }

  private <T extends Collector> T kept(T collector) {
    registered.add(collector);
    return collector;
  }

  private void gauge(String name, String help, ToDoubleFunction<LogstoreStats> value) {
    kept(GaugeWithCallback.builder()
        .name("log_service_logstore_" + name)
        .help(help)
        .labelNames("project", "logstore")
        .callback(callback ->
            eachLogstore((labels, stats) -> callback.call(value.applyAsDouble(stats), labels)))
        .register(registry));
  }

  private interface LogstoreVisit {
    void visit(String[] labels, LogstoreStats stats);
  }

  private void eachLogstore(LogstoreVisit visit) {
    for (ProjectInfo project : service.catalog().projects()) {
      for (LogstoreInfo logstore : project.logstores().values()) {
        LogstoreStats stats = stats(logstore);
        if (stats != null) {
          visit.visit(new String[] {project.name(), logstore.name()}, stats);
        }
      }
    }
  }

  /** Null for a Logstore that was deleted since the catalog was read. */
  private @Nullable LogstoreStats stats(LogstoreInfo logstore) {
    try {
      return service.logs(logstore).stats();
    } catch (ServiceException e) {
      return null;
    }
  }

  @Override
  public void completed(
      String method, String routeTemplate, int status, long bytes, long durationNanos) {
    String known = METHODS.contains(method) ? method : "other";
    requests.labelValues(known, routeTemplate, Integer.toString(status)).inc();
    requestBytes.labelValues(known, routeTemplate).inc(bytes);
    duration.labelValues(known, routeTemplate).observe((double) durationNanos / 1e9);
  }

  @Override
  public void rejected(String reason) {
    rejected.labelValues(reason).inc();
  }

  @Override
  public void close() {
    registered.forEach(registry::unregister);
  }
}
