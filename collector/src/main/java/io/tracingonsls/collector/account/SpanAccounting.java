// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.account;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The collector's metrics. For spans the identity holds at any time: received = stored + journaled + rejected + dropped +
 * queued, where dropped spans were answered with an error, never acknowledged. Thread-safe.
 */
public final class SpanAccounting {
  private static final double[] SECONDS = {
    .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10
  };

  private final String host;
  private final ServiceLabels services = new ServiceLabels();
  private final LongAdder received = new LongAdder();
  private volatile long lastBatch;
  private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final Counter spansReceived;
  private final Counter spansRejected;
  private final CounterDataPoint spansDropped;
  private final Counter spansSaved;
  private final Counter tracesReceived;
  private final Counter tracesRejected;
  private final Counter tracesSaved;
  private final Counter byOutcome;
  private final Histogram saveLatency;
  private final Histogram queueLatency;
  private final PrometheusRegistry registry;

  /** Where a span ended. */
  public enum Outcome {
    STORED,
    JOURNALED,
    /** Refused for good, by a sanitizer or the store. */
    REJECTED,
    /** Refused for now: the client was told to come again. */
    DROPPED
  }

  /**
   * Registers the metrics.
   *
   * @param host the label {@code host} of Jaeger's gauges
   */
  public SpanAccounting(PrometheusRegistry registry, String host) {
    this.registry = registry;
    this.host = host;
    String[] spanLabels = {"debug", "format", "svc", "transport"};
    spansReceived = counter("spans_received", "Spans received.", spanLabels);
    spansRejected = counter("spans_rejected", "Spans refused for good.", spanLabels);
    spansDropped = counter(
            "spans_dropped",
            "Spans refused for now: queue full or store away. Clients were told.",
            "host")
        .labelValues(host);
    spansSaved =
        counter("spans_saved_by_svc", "Spans handed to storage.", "debug", "result", "svc");
    tracesReceived = counter(
        "traces_received",
        "Root spans received.",
        "debug",
        "format",
        "sampler_type",
        "svc",
        "transport");
    tracesRejected = counter(
        "traces_rejected",
        "Root spans refused for good.",
        "debug",
        "format",
        "sampler_type",
        "svc",
        "transport");
    tracesSaved = counter(
        "traces_saved_by_svc",
        "Root spans handed to storage.",
        "debug",
        "result",
        "sampler_type",
        "svc");
    byOutcome = counter(
        "spans_by_outcome", "Received spans by where they ended and why.", "outcome", "reason");
    saveLatency =
        histogram("save_latency", "Seconds from taking a batch from the queue to its receipt.");
    queueLatency = histogram("in_queue_latency", "Seconds that batches waited in the queue.");
    gauge("batch_size", "Spans of the batch received last.", () -> lastBatch);
    gauge("spans_serviceNames", "Different service names seen, at most 4000.", services::size);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name("jaeger_collector_" + name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }

  private Histogram histogram(String name, String help) {
    return Histogram.builder()
        .name("jaeger_collector_" + name)
        .help(help)
        .labelNames("host")
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .withoutExemplars()
        .register(registry);
  }

  /** Registers a gauge with the label host. */
  public void gauge(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name("jaeger_collector_" + name)
        .help(help)
        .labelNames("host")
        .callback(callback -> callback.call((double) value.getAsLong(), host))
        .register(registry);
  }

  /** Spans that a receiver decoded. */
  public void received(SpanBatch batch, Origin origin) {
    String format = origin.format().label();
    lastBatch = batch.spanCount();
    for (ResourceSpans resource : batch.resources()) {
      String service = services.of(resource.resource().serviceName());
      BatchCounts counts = BatchCounts.of(resource);
      received.add((long) counts.spans() + counts.debugSpans());
      add(spansReceived, counts.spans(), "false", format, service, origin.transport());
      add(spansReceived, counts.debugSpans(), "true", format, service, origin.transport());
      counts
          .roots()
          .forEach((sampler, n) ->
              add(tracesReceived, n, "false", format, sampler, service, origin.transport()));
      counts
          .debugRoots()
          .forEach((sampler, n) ->
              add(tracesReceived, n, "true", format, sampler, service, origin.transport()));
    }
  }

  private static void add(Counter counter, int amount, String... labels) {
    if (amount > 0) {
      counter.labelValues(labels).inc(amount);
    }
  }

  /** Spans refused for good before they reached the queue. */
  public void rejected(String reason, int spans, Origin origin) {
    add(
        spansRejected,
        spans,
        "false",
        origin.format().label(),
        ServiceLabels.UNKNOWN,
        origin.transport());
    end(Outcome.REJECTED, reason, spans);
  }

  /** Root spans among those refused for good: those of a batch that are not in what is left of it. */
  public void rejectedRoots(SpanBatch batch, SpanBatch left, Origin origin) {
    Map<List<String>, Integer> roots = new HashMap<>();
    batch.resources().forEach(resource -> addRoots(resource, 1, roots));
    left.resources().forEach(resource -> addRoots(resource, -1, roots));
    roots.forEach((labels, n) -> add(
        tracesRejected,
        n,
        labels.get(0),
        origin.format().label(),
        labels.get(1),
        ServiceLabels.UNKNOWN,
        origin.transport()));
  }

  private static void addRoots(ResourceSpans resource, int sign, Map<List<String>, Integer> roots) {
    BatchCounts counts = BatchCounts.of(resource);
    counts
        .roots()
        .forEach((sampler, n) -> roots.merge(List.of("false", sampler), sign * n, Integer::sum));
    counts
        .debugRoots()
        .forEach((sampler, n) -> roots.merge(List.of("true", sampler), sign * n, Integer::sum));
  }

  /** Spans of a receipt that the store refused for good. */
  public void rejectedByStore(String reason, int spans) {
    end(Outcome.REJECTED, reason, spans);
  }

  /** Spans refused for now. */
  public void dropped(String reason, int spans) {
    spansDropped.inc(spans);
    end(Outcome.DROPPED, reason, spans);
  }

  /** Spans that storage or its journal has. */
  public void accepted(Outcome outcome, int spans) {
    end(outcome, "", spans);
  }

  private void end(Outcome outcome, String reason, int spans) {
    if (spans > 0) {
      byOutcome
          .labelValues(outcome.name().toLowerCase(java.util.Locale.ROOT), reason)
          .inc(spans);
      LongAdder adder = outcomes.get(outcome);
      if (adder != null) {
        adder.add(spans);
      }
    }
  }

  /** A batch came back from storage. */
  public void saved(SpanBatch batch, boolean ok, double seconds) {
    saveLatency.labelValues(host).observe(seconds);
    String result = ok ? "ok" : "err";
    for (ResourceSpans resource : batch.resources()) {
      String service = services.of(resource.resource().serviceName());
      BatchCounts counts = BatchCounts.of(resource);
      add(spansSaved, counts.spans(), "false", result, service);
      add(spansSaved, counts.debugSpans(), "true", result, service);
      counts
          .roots()
          .forEach((sampler, n) -> add(tracesSaved, n, "false", result, sampler, service));
      counts
          .debugRoots()
          .forEach((sampler, n) -> add(tracesSaved, n, "true", result, sampler, service));
    }
  }

  /** A batch left the queue. */
  public void waited(double seconds) {
    queueLatency.labelValues(host).observe(seconds);
  }

  /** All spans received so far. */
  public long receivedSpans() {
    return received.sum();
  }

  /** All spans that ended so. */
  public long spans(Outcome outcome) {
    LongAdder adder = outcomes.get(outcome);
    return adder == null ? 0 : adder.sum();
  }
}
