// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector;

import io.tracingonsls.collector.account.SpanAccounting;
import io.tracingonsls.collector.enqueue.SpanQueue;
import io.tracingonsls.collector.receive.HttpMetrics;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.Receiver;
import io.tracingonsls.collector.receive.ReceiverContext;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.receive.Receivers;
import io.tracingonsls.collector.receive.SpanIntake;
import io.tracingonsls.collector.sampling.StrategiesFile;
import io.tracingonsls.collector.sampling.adaptive.AdaptiveSampling;
import io.tracingonsls.collector.sampling.adaptive.AdaptiveSettings;
import io.tracingonsls.collector.sanitize.Sanitizers;
import io.tracingonsls.collector.write.BatchDispatcher;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.TraceStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A running collector. Owns its listeners, queue and threads, not the writer. Thread-safe; closing twice is the same as once.
 *
 * <p>Stopping goes from left to right: listeners take nothing new and finish requests in work, which needs the pipeline
 * behind them to run on; then the queue is written; then threads end.
 */
public final class Collector implements AutoCloseable {
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

  private final Map<ReceiverKind, Receiver> receivers = new EnumMap<>(ReceiverKind.class);
  private final SpanAccounting accounting;
  private final SpanQueue queue;
  private final BatchDispatcher dispatcher;
  private final ExecutorService decoding;
  private final StrategiesFile strategies;
  private final @Nullable AdaptiveSampling adaptive;
  private final SpanIntake intake;
  private boolean closed;

  private Collector(
      CollectorSettings settings,
      SpanWriter writer,
      @Nullable SamplingStore samplingStore,
      CollectorRuntime runtime)
      throws IOException {
    accounting = new SpanAccounting(runtime.registry(), runtime.host());
    queue = new SpanQueue(settings.queueBytes());
    accounting.gauge("queue_length", "Batches that wait for storage.", queue::waitingBatches);
    accounting.gauge("queue_capacity", "Bytes that the queue may hold.", queue::capacityBytes);
    accounting.gauge("spans_bytes", "Bytes of spans that are not stored yet.", queue::heldBytes);
    accounting.gauge("spans_queued", "Spans that are not stored yet.", queue::heldSpans);
    strategies = StrategiesFile.open(
        settings.sampling().strategies(), settings.sampling().defaultProbability());
    adaptive = adaptive(settings.sampling().adaptive(), samplingStore, strategies, runtime);
    intake = new SpanIntake(
        new Sanitizers(settings.spanLimits(), settings.tags()),
        queue,
        accounting,
        settings.writeTimeout(),
        adaptive == null ? batch -> {} : adaptive::record);
    dispatcher = new BatchDispatcher(queue, writer, accounting, settings.workers());
    decoding = BlockingExecutors.bounded("collector-decode", Math.max(2, settings.workers()), 1000);
  }

  private static @Nullable AdaptiveSampling adaptive(
      @Nullable AdaptiveSettings settings,
      @Nullable SamplingStore store,
      StrategiesFile strategies,
      CollectorRuntime runtime)
      throws IOException {
    if (settings == null) {
      return null;
    }
    if (store == null) {
      throw new IOException("adaptive sampling: this storage cannot share what it needs");
    }
    String name = runtime.host() + "-" + UUID.randomUUID();
    return new AdaptiveSampling(
        settings, store, strategies, runtime.clock(), name, runtime.registry());
  }

  /** As the other, writing to the storage and sharing through it what adaptive sampling needs. */
  public static Collector start(
      CollectorSettings settings, TraceStorage storage, CollectorRuntime runtime)
      throws IOException {
    boolean shares = storage.capabilities().sampling();
    return start(settings, storage.spanWriter(), shares ? storage.samplingStore() : null, runtime);
  }

  /**
   * Opens all listeners of the settings; after a failure none is left open.
   *
   * @throws io.tracingonsls.server.ListenException when an address is taken
   * @throws IOException when a file that the settings name cannot be used
   */
  public static Collector start(
      CollectorSettings settings, SpanWriter writer, CollectorRuntime runtime) throws IOException {
    return start(settings, writer, null, runtime);
  }

  private static Collector start(
      CollectorSettings settings,
      SpanWriter writer,
      @Nullable SamplingStore samplingStore,
      CollectorRuntime runtime)
      throws IOException {
    Collector collector = new Collector(settings, writer, samplingStore, runtime);
    try {
      collector.start(settings, runtime);
      return collector;
    } catch (IOException | RuntimeException e) {
      collector.close();
      throw e;
    }
  }

  private void start(CollectorSettings settings, CollectorRuntime runtime) throws IOException {
    dispatcher.start();
    strategies.watch(settings.sampling().reloadInterval());
    if (adaptive != null) {
      adaptive.start();
    }
    ReceiverContext context = new ReceiverContext(
        intake,
        adaptive == null ? strategies : adaptive,
        settings.tenancy(),
        settings.httpLimits(),
        settings.decodeLimits(),
        new ReceiverContext.GrpcLimits(
            settings.grpc().maxMessageBytes(),
            settings.grpc().maxConnectionAge(),
            settings.grpc().maxConnectionAgeGrace()),
        new ReceiverContext.UdpLimits(
            settings.udp().maxPacketBytes(), settings.udp().queuePackets()),
        runtime.loops(),
        decoding,
        new HttpMetrics("jaeger_collector", runtime.registry(), runtime.requests()),
        runtime.registry());
    for (Map.Entry<ReceiverKind, ListenerSettings> listener :
        new TreeMap<>(settings.listeners()).entrySet()) {
      receivers.put(
          listener.getKey(), Receivers.start(listener.getKey(), listener.getValue(), context));
    }
  }

  /** Where each open listener really listens. */
  public Map<ReceiverKind, HostPort> addresses() {
    Map<ReceiverKind, HostPort> addresses = new EnumMap<>(ReceiverKind.class);
    receivers.forEach((kind, receiver) -> addresses.put(kind, receiver.address()));
    return addresses;
  }

  /** The counts of spans. */
  public SpanAccounting accounting() {
    return accounting;
  }

  /** Spans received and not stored yet. */
  public long queuedSpans() {
    return queue.heldSpans();
  }

  /** The way in for spans that come from inside the process, for example a self-trace or demo traffic. */
  public SpanIntake intake() {
    return intake;
  }

  /** Stops within about the given time, as told above; what storage has not confirmed then was not acknowledged. */
  public void close(Duration grace) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    CompletableFuture<?>[] closing = receivers.values().stream()
        .map(receiver -> receiver.close(grace))
        .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(closing).exceptionally(failure -> null).join();
    dispatcher.drain(grace);
    if (adaptive != null) {
      adaptive.close();
    }
    strategies.close();
    decoding.shutdown();
  }

  /** As {@link #close(Duration)} with five seconds. */
  @Override
  public void close() {
    close(CLOSE_GRACE);
  }
}
