// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolverRegistry;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections to all collectors of a target; calls go to them in turn. A collector that is away is left out until it is back, one that is
 * new is found when a name is looked up again, which the end of any connection causes. Thread-safe; callbacks run on network threads.
 */
final class CollectorChannel implements AutoCloseable {
  /** Go servers end connections that ping more often than every five minutes. */
  private static final Duration KEEP_ALIVE = Duration.ofMinutes(6);

  private static final long RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(2);

  static {
    NameResolverRegistry.getDefaultRegistry().register(new CollectorList());
  }

  private final ManagedChannel channel;
  private final ExecutorService lookups;
  private final ScheduledExecutorService tlsReload;
  private final AtomicLong reconnectedNanos = new AtomicLong(System.nanoTime());

  /**
   * Prepares connections; the first call opens them.
   *
   * @throws IOException when a certificate file cannot be used
   */
  CollectorChannel(CollectorTarget target) throws IOException {
    lookups = BlockingExecutors.bounded("agent-lookup", 2, 100);
    tlsReload =
        Executors.newSingleThreadScheduledExecutor(BlockingExecutors.factory("agent-tls-reload"));
    ManagedChannelBuilder<?> builder = Grpc.newChannelBuilder(
            target.uri(), target.tls().credentials(tlsReload))
        .defaultLoadBalancingPolicy("round_robin")
        .directExecutor()
        .intercept(target.headers().interceptor())
        .offloadExecutor(lookups)
        .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
        .keepAliveTimeout(20, TimeUnit.SECONDS);
    if (!target.tls().serverName().isEmpty()) {
      builder.overrideAuthority(target.tls().serverName());
    }
    channel = builder.build();
  }

  Channel channel() {
    return channel;
  }

  /** After a failed call: gRPC waits up to two minutes between attempts to connect, which spans cannot. */
  void reconnectSoon() {
    long now = System.nanoTime();
    long last = reconnectedNanos.get();
    if (now - last >= RECONNECT_NANOS && reconnectedNanos.compareAndSet(last, now)) {
      channel.resetConnectBackoff();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    tlsReload.shutdownNow();
    lookups.shutdown();
  }
}
