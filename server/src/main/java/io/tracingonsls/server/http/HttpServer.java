// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.server.lifecycle.EventLoops;
import io.tracingonsls.server.tls.ServerTls;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 listener. Making it is free; {@link #start} binds. Thread-safe; {@code close} may be called at any time
 * and more than once.
 */
public final class HttpServer implements AutoCloseable {
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

  private final HostPort address;
  private final ServerContext context;
  private final EventLoops loops;
  private final boolean ownsLoops;
  private final @Nullable ExecutorService ownedExecutor;
  private final @Nullable Supplier<SslContext> tls;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private @Nullable Channel listener;
  private boolean closing;

  private HttpServer(Builder builder) {
    this.address = builder.address;
    EventLoops given = builder.loops;
    this.loops = given == null ? EventLoops.create(builder.name, 0) : given;
    this.ownsLoops = given == null;
    Executor executor = builder.blockingExecutor;
    if (executor == null) {
      ExecutorService own = BlockingExecutors.bounded(builder.name + "-blocking", 8, 64);
      this.ownedExecutor = own;
      this.context = new ServerContext(builder, own);
    } else {
      this.ownedExecutor = null;
      this.context = new ServerContext(builder, executor);
    }
    this.tls = builder.tls;
  }

  /**
   * Describes a server.
   *
   * @param name used for threads, logs and errors
   * @param address where to listen; port 0 takes any free one
   */
  public static Builder builder(String name, HostPort address, Router router) {
    return new Builder(name, address, router);
  }

  /**
   * Binds and starts to serve.
   *
   * @throws ListenException when the address cannot be taken
   */
  public synchronized HttpServer start() {
    if (listener != null || closing) {
      throw new IllegalStateException(context.name + ": started before (expected: once)");
    }
    ServerBootstrap bootstrap = new ServerBootstrap()
        .group(loops.group())
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, false)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(64 << 10, 256 << 10))
        .childHandler(new Connections());
    ChannelFuture bound = bootstrap.bind(address.toSocketAddress()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new ListenException(context.name, address, bound.cause());
    }
    listener = bound.channel();
    return this;
  }

  private final class Connections extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      if (context.connections.incrementAndGet() > context.limits.maxConnections()
          || context.draining) {
        context.observer.rejected("connections");
        context.connections.decrementAndGet();
        Unwatched.ignore(channel.close());
        return;
      }
      channel.closeFuture().addListener(done -> context.connections.decrementAndGet());
      channels.add(channel);
      if (tls != null) {
        ServerTls.addTo(channel, tls.get(), context.limits.headerTimeout());
      }
      HttpConnection connection = new HttpConnection(context, tls != null);
      channel
          .pipeline()
          .addLast(new StrictRequestDecoder(context.limits, connection::bytesArrived))
          .addLast(new HttpResponseEncoder())
          .addLast(connection);
    }
  }

  /** The address really bound, with the port chosen when 0 was asked for. */
  public synchronized HostPort boundAddress() {
    Channel bound = listener;
    if (bound == null) {
      throw new IllegalStateException(context.name + ": not listening (expected: started)");
    }
    return address.withPort(((InetSocketAddress) bound.localAddress()).getPort());
  }

  /** The port really bound. */
  public int port() {
    return boundAddress().port();
  }

  /** Body bytes of the requests now in work. */
  public long inFlightBytes() {
    return context.inFlight.used();
  }

  /** Connections now open. */
  public int openConnections() {
    return context.connections.get();
  }

  /**
   * Stops accepting, lets requests in work finish within the grace, then cuts what is left. The stage completes when
   * everything is closed; calling again returns the same outcome.
   */
  public CompletableFuture<Void> closeAsync(Duration grace) {
    synchronized (this) {
      if (closing) {
        return closed.copy();
      }
      closing = true;
    }
    context.draining = true;
    Channel bound = listener;
    if (bound == null) {
      release();
      return closed.copy();
    }
    Unwatched.ignore(bound.close());
    for (Channel channel : channels) {
      channel.pipeline().fireUserEventTriggered(HttpConnection.DRAIN);
    }
    Unwatched.ignore(loops
        .group()
        .next()
        .schedule(
            () -> Unwatched.ignore(channels.close()), grace.toMillis(), TimeUnit.MILLISECONDS));
    channels
        .newCloseFuture()
        .addListener(done -> bound.closeFuture().addListener(alsoDone -> release()));
    return closed.copy();
  }

  /** Frees own threads away from the event loop that may call this. */
  private void release() {
    Thread releaser =
        BlockingExecutors.factory(context.name + "-close").newThread(this::releaseNow);
    releaser.start();
  }

  private void releaseNow() {
    if (ownedExecutor != null) {
      ownedExecutor.shutdown();
    }
    if (ownsLoops) {
      loops.close();
    }
    closed.complete(null);
  }

  /** As {@link #closeAsync} with a grace of five seconds, waiting for the end. */
  @Override
  public void close() {
    closeAsync(CLOSE_GRACE).join();
  }

  /** Collects the parts of a server; not thread-safe. */
  public static final class Builder {
    final String name;
    private final HostPort address;
    final Router router;
    HttpLimits limits = HttpLimits.defaults();
    RequestObserver observer = RequestObserver.NONE;
    Headers defaultHeaders = Headers.of("X-Content-Type-Options", "nosniff");
    Clock clock = Clock.systemUTC();
    private @Nullable EventLoops loops;
    private @Nullable Executor blockingExecutor;
    private @Nullable Supplier<SslContext> tls;

    private Builder(String name, HostPort address, Router router) {
      this.name = name;
      this.address = address;
      this.router = router;
    }

    /** Replaces {@link HttpLimits#defaults}. */
    public Builder limits(HttpLimits value) {
      this.limits = value;
      return this;
    }

    /** Shares threads with other listeners; they must be closed after this server. Default: own threads. */
    public Builder eventLoops(EventLoops value) {
      this.loops = value;
      return this;
    }

    /** Runs streamed answers and the compression of large ones. Default: an own pool of eight threads. */
    public Builder blockingExecutor(Executor value) {
      this.blockingExecutor = value;
      return this;
    }

    /** Serves TLS; the supplier is asked for every new connection, so that certificates can change. */
    public Builder tls(Supplier<SslContext> contexts) {
      this.tls = contexts;
      return this;
    }

    /** Is told about requests. */
    public Builder observer(RequestObserver value) {
      this.observer = value;
      return this;
    }

    /** Headers of every answer that does not set them itself; default {@code X-Content-Type-Options: nosniff}. */
    public Builder defaultHeaders(Headers value) {
      this.defaultHeaders = value;
      return this;
    }

    /** The source of the Date header. */
    public Builder clock(Clock value) {
      this.clock = value;
      return this;
    }

    /** Makes the server; it does not listen yet. */
    public HttpServer build() {
      return new HttpServer(this);
    }
  }
}
