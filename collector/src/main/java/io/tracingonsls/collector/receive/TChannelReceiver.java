// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import io.tracingonsls.server.tls.ServerTls;
import io.tracingonsls.server.tls.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * TChannel, which agents up to 1.10 speak by default and up to 1.17 on request. They speak plain text only: TLS is for those that go through
 * a tunnel. Idle connections are closed after ten minutes; agents open new ones by themselves.
 */
final class TChannelReceiver implements Receiver {
  private static final int IDLE_MINUTES = 10;

  private final HostPort wanted;
  private final Channel listener;
  private final ChannelGroup connections;
  private final @Nullable ServerTls tls;

  private TChannelReceiver(
      HostPort wanted, Channel listener, ChannelGroup connections, @Nullable ServerTls tls) {
    this.wanted = wanted;
    this.listener = listener;
    this.connections = connections;
    this.tls = tls;
  }

  static Receiver start(ListenerSettings settings, ReceiverContext context) throws IOException {
    TlsFiles files = settings.tls();
    ServerTls tls = files == null ? null : ServerTls.load(files);
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    TChannelEndpoints endpoints = new TChannelEndpoints(context);
    ChannelFuture bound = new ServerBootstrap()
        .group(context.loops().group())
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            if (connections.size() >= context.httpLimits().maxConnections()) {
              unwatched(channel.close());
              return;
            }
            connections.add(channel);
            if (tls != null) {
              ServerTls.addTo(channel, tls.context(), context.httpLimits().headerTimeout());
            }
            channel
                .pipeline()
                .addLast(new IdleStateHandler(0, 0, IDLE_MINUTES, TimeUnit.MINUTES))
                .addLast(new LengthFieldBasedFrameDecoder(TChannelFrame.MAX_BYTES, 0, 2, -2, 0))
                .addLast(new TChannelConnection(context, endpoints));
          }
        })
        .bind(settings.address().toSocketAddress())
        .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      if (tls != null) {
        tls.close();
      }
      throw new ListenException(
          ReceiverKind.JAEGER_TCHANNEL.flag(), settings.address(), bound.cause());
    }
    return new TChannelReceiver(settings.address(), bound.channel(), connections, tls);
  }

  @Override
  public HostPort address() {
    return wanted.withPort(((InetSocketAddress) listener.localAddress()).getPort());
  }

  /** Calls have no end that a client could be asked to wait for: the listener closes now, connections after the grace. */
  @Override
  public CompletableFuture<Void> close(Duration grace) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    listener.close().addListener(done -> closeConnections(grace, closed));
    return closed.whenComplete((done, failure) -> {
      if (tls != null) {
        tls.close();
      }
    });
  }

  private void closeConnections(Duration grace, CompletableFuture<Void> closed) {
    if (connections.isEmpty()) {
      closed.complete(null);
      return;
    }
    long millis = Math.min(grace.toMillis(), 1000);
    Runnable close = () -> connections.close().addListener(all -> closed.complete(null));
    unwatched(listener.eventLoop().schedule(close, millis, TimeUnit.MILLISECONDS));
  }

  private static void unwatched(Future<?> outcome) {
    outcome.isDone();
  }
}
