// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.tracingonsls.collector.CollectorRuntime;
import io.tracingonsls.collector.receive.HttpMetrics;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.Receiver;
import io.tracingonsls.collector.receive.ReceiverContext;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.receive.Receivers;
import io.tracingonsls.collector.receive.Tenancy;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.HttpLimits;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.wire.DecodeLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * A running agent. Owns its listeners, its memory of spans and its connections to collectors. Thread-safe; closing twice is the same as
 * once.
 */
public final class Agent implements AutoCloseable {
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);
  private static final Duration SAMPLING_FRESH = Duration.ofSeconds(5);

  private final Map<ReceiverKind, Receiver> receivers = new EnumMap<>(ReceiverKind.class);
  private final CollectorChannel collectors;
  private final SpanForwarder forwarder;
  private final CollectorSampling sampling;
  private final ExecutorService decoding;
  private boolean closed;

  private Agent(AgentSettings settings, CollectorRuntime runtime) throws IOException {
    ForwardMetrics metrics = new ForwardMetrics(runtime.registry());
    collectors = new CollectorChannel(settings.collectors());
    forwarder = new SpanForwarder(collectors, settings.forward(), metrics, settings.tags());
    sampling = new CollectorSampling(collectors, metrics, SAMPLING_FRESH, System::nanoTime);
    decoding = BlockingExecutors.bounded("agent-decode", 2, 3000);
  }

  /**
   * Opens all listeners of the settings; after a failure none is left open. Collectors need not be there yet.
   *
   * @throws io.tracingonsls.server.ListenException when an address is taken
   * @throws IOException when a file that the settings name cannot be used
   */
  public static Agent start(AgentSettings settings, CollectorRuntime runtime) throws IOException {
    Agent agent = new Agent(settings, runtime);
    try {
      agent.listen(settings, runtime);
      return agent;
    } catch (IOException | RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  private void listen(AgentSettings settings, CollectorRuntime runtime) throws IOException {
    HttpMetrics metrics = new HttpMetrics("jaeger_agent", runtime.registry(), runtime.requests());
    for (Map.Entry<ReceiverKind, ListenerSettings> listener :
        new TreeMap<>(settings.listeners()).entrySet()) {
      ReceiverKind kind = listener.getKey();
      ReceiverContext context = new ReceiverContext(
          forwarder,
          sampling,
          Tenancy.OFF,
          HttpLimits.defaults(),
          DecodeLimits.DEFAULT,
          new ReceiverContext.GrpcLimits(4 << 20, Duration.ZERO, Duration.ZERO),
          settings.udpOf(kind),
          runtime.loops(),
          decoding,
          metrics,
          runtime.registry());
      receivers.put(kind, Receivers.start(kind, listener.getValue(), context));
    }
  }

  /** Where each listener really listens. */
  public Map<ReceiverKind, HostPort> addresses() {
    Map<ReceiverKind, HostPort> addresses = new EnumMap<>(ReceiverKind.class);
    receivers.forEach((kind, receiver) -> addresses.put(kind, receiver.address()));
    return addresses;
  }

  /** Stops listening, then sends what is held; each takes at most about the given time. What no collector took by then is lost. */
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
    decoding.shutdown();
    forwarder.close(grace);
    collectors.close();
  }

  /** As {@link #close(Duration)} with five seconds. */
  @Override
  public void close() {
    close(CLOSE_GRACE);
  }
}
