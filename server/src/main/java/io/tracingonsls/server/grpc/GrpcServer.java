// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.handler.ssl.SslContext;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import io.tracingonsls.server.auth.Authenticator;
import io.tracingonsls.server.auth.TrustedProxy;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.server.lifecycle.EventLoops;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One gRPC listener. Making it is free; {@link #start} binds. Thread-safe; {@code close} may be called more than once. */
public final class GrpcServer implements AutoCloseable {
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

  private final String name;
  private final HostPort address;
  private final HealthStatusManager health = new HealthStatusManager();
  private final EventLoops loops;
  private final boolean ownsLoops;
  private final Server server;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean started;
  private boolean closing;

  private GrpcServer(Builder builder) {
    name = builder.name;
    address = builder.address;
    EventLoops given = builder.loops;
    loops = given == null ? EventLoops.create(name, 1) : given;
    ownsLoops = given == null;
    server = build(builder);
  }

  private Server build(Builder settings) {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(address.toSocketAddress())
        .bossEventLoopGroup(loops.group())
        .workerEventLoopGroup(loops.group())
        .channelFactory(() -> new LimitedServerChannel(settings.maxConnections, settings.refused))
        .addStreamTracerFactory(new RefusedCalls(settings.refused))
        .maxInboundMessageSize(settings.maxMessageBytes)
        .maxInboundMetadataSize(32 << 10)
        .maxConcurrentCallsPerConnection(100)
        .handshakeTimeout(10, TimeUnit.SECONDS)
        // A client that opens and resets streams in a flood costs work without ever being limited
        // by streams.
        .maxRstFramesPerWindow(1000, 30)
        // Go clients ping idle connections; refusing that makes them reconnect again and again.
        .permitKeepAliveTime(10, TimeUnit.SECONDS)
        .permitKeepAliveWithoutCalls(true);
    Executor executor = settings.executor;
    if (executor == null) {
      builder.directExecutor();
    } else {
      builder.executor(executor);
    }
    if (!settings.maxAge.isZero()) {
      // gRPC spreads the ages by a tenth itself, so that clients do not come back all at once.
      builder
          .maxConnectionAge(settings.maxAge.toMillis(), TimeUnit.MILLISECONDS)
          .maxConnectionAgeGrace(settings.maxAgeGrace.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (settings.tls != null) {
      builder.sslContext(settings.tls);
    }
    for (ServerServiceDefinition service : settings.services) {
      builder.addService(ServerInterceptors.intercept(service, settings.interceptors));
      health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING);
    }
    settings.healthNames.forEach(other -> health.setStatus(other, ServingStatus.SERVING));
    builder.addService(health.getHealthService());
    for (BindableService reflection : reflection()) {
      builder.addService(ServerInterceptors.intercept(reflection, settings.interceptors));
    }
    return builder.build();
  }

  /** Both versions, as servers in Go offer them: older tools know the first one only. */
  @SuppressWarnings("deprecation")
  private static List<BindableService> reflection() {
    return List.of(ProtoReflectionServiceV1.newInstance(), ProtoReflectionService.newInstance());
  }

  /**
   * Describes a listener.
   *
   * @param name used for threads and errors
   * @param address where to listen; port 0 takes any free one
   */
  public static Builder builder(String name, HostPort address) {
    return new Builder(name, address);
  }

  /**
   * Binds and starts to serve.
   *
   * @throws ListenException when the address cannot be taken
   */
  public synchronized GrpcServer start() {
    if (started || closing) {
      throw new IllegalStateException(name + ": started before (expected: once)");
    }
    try {
      server.start();
      started = true;
      return this;
    } catch (IOException failure) {
      if (ownsLoops) {
        loops.close();
      }
      Throwable cause = failure.getCause();
      throw new ListenException(name, address, cause == null ? failure : cause);
    }
  }

  /** The port really bound. */
  public int port() {
    return server.getPort();
  }

  /**
   * Reports not serving, stops accepting, lets calls finish within the grace, then cuts what is left. Calling again returns the same
   * outcome.
   */
  public CompletableFuture<Void> closeAsync(Duration grace) {
    synchronized (this) {
      if (closing) {
        return closed.copy();
      }
      closing = true;
    }
    BlockingExecutors.factory(name + "-close").newThread(() -> closeNow(grace)).start();
    return closed.copy();
  }

  private void closeNow(Duration grace) {
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
        server.awaitTermination(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException interrupted) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    } finally {
      if (ownsLoops) {
        loops.close();
      }
      closed.complete(null);
    }
  }

  /** As {@link #closeAsync} with a grace of five seconds, waiting for the end. */
  @Override
  public void close() {
    closeAsync(CLOSE_GRACE).join();
  }

  /** Collects the parts of a listener; not thread-safe. */
  public static final class Builder {
    private final String name;
    private final HostPort address;
    private final List<ServerServiceDefinition> services = new ArrayList<>();
    private final List<ServerInterceptor> interceptors = new ArrayList<>();
    private final List<String> healthNames = new ArrayList<>();
    private int maxMessageBytes = 4 << 20;
    private int maxConnections = 10_000;
    private Consumer<String> refused = reason -> {};
    private Duration maxAge = Duration.ZERO;
    private Duration maxAgeGrace = Duration.ofSeconds(10);
    private @Nullable Executor executor;
    private @Nullable EventLoops loops;
    private @Nullable SslContext tls;

    private Builder(String name, HostPort address) {
      this.name = name;
      this.address = address;
    }

    /** Adds a service; its health is reported under its name. */
    public Builder service(BindableService service) {
      services.add(service.bindService());
      return this;
    }

    /** Reports health under a further name, for clients that ask for one that no service here has. */
    public Builder healthName(String name) {
      healthNames.add(name);
      return this;
    }

    /** Adds a check or decoration of all services but health; the one added last runs first. */
    public Builder interceptor(ServerInterceptor interceptor) {
      interceptors.add(interceptor);
      return this;
    }

    /** Lets in only calls whose {@code authorization} metadata the authenticator likes. Health stays open, for probes. */
    public Builder authenticator(Authenticator authenticator) {
      return authenticator(authenticator, null);
    }

    /** The same, or calls that a trusted proxy vouches for. */
    public Builder authenticator(
        @Nullable Authenticator authenticator, @Nullable TrustedProxy proxy) {
      return interceptor(new AuthInterceptor(authenticator, proxy));
    }

    /** Largest request; default 4 MiB. */
    public Builder maxMessageBytes(int bytes) {
      maxMessageBytes = bytes;
      return this;
    }

    /** Open connections; further ones are closed at once. Default 10,000. */
    public Builder maxConnections(int connections) {
      maxConnections = connections;
      return this;
    }

    /** Is told, in a word for a metric's label, why a connection or a call was refused before a service saw it. */
    public Builder onRefused(Consumer<String> listener) {
      refused = listener;
      return this;
    }

    /**
     * Asks clients to connect anew after a while, so that load spreads over servers that came later.
     *
     * @param age give or take a tenth; zero never
     * @param grace for calls in work at that time
     */
    public Builder maxConnectionAge(Duration age, Duration grace) {
      maxAge = age;
      maxAgeGrace = grace;
      return this;
    }

    /** Where services run; default: on the event loop. Stays the caller's. */
    public Builder executor(Executor value) {
      executor = value;
      return this;
    }

    /** Shares threads with other listeners; they must be closed after this server. Default: one own thread. */
    public Builder eventLoops(EventLoops value) {
      loops = value;
      return this;
    }

    /** Serves TLS; the context must negotiate HTTP/2, see {@code GrpcSslContexts.configure}. */
    public Builder tls(SslContext context) {
      tls = context;
      return this;
    }

    /** Makes the server; it does not listen yet. */
    public GrpcServer build() {
      return new GrpcServer(this);
    }
  }
}
