// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.SpanDecoder;
import io.tracingonsls.wire.jaeger.JaegerAgentMessage;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Datagrams as clients send them to an agent. There is no answer: what cannot be decoded, queued or stored is counted and
 * gone, as with every agent.
 */
final class UdpReceiver implements Receiver {
  private final Channel channel;
  private final HostPort wanted;

  private UdpReceiver(Channel channel, HostPort wanted) {
    this.channel = channel;
    this.wanted = wanted;
  }

  static Receiver start(ReceiverKind kind, ListenerSettings settings, ReceiverContext context) {
    int packetBytes = context.udpLimits().maxPacketBytes();
    ChannelFuture bound = new Bootstrap()
        .group(context.loops().group())
        .channel(NioDatagramChannel.class)
        .option(ChannelOption.SO_RCVBUF, context.udpLimits().socketBytes())
        // One byte more than allowed tells a datagram that was cut from one that just fits.
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(packetBytes + 1))
        .handler(new Datagrams(kind, context))
        .bind(settings.address().toSocketAddress())
        .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new ListenException(kind.flag(), settings.address(), bound.cause());
    }
    return new UdpReceiver(bound.channel(), settings.address());
  }

  @Override
  public HostPort address() {
    return wanted.withPort(((InetSocketAddress) channel.localAddress()).getPort());
  }

  @Override
  public CompletableFuture<Void> close(Duration grace) {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    channel.close().addListener(done -> closed.complete(null));
    return closed;
  }

  private static final class Datagrams extends SimpleChannelInboundHandler<DatagramPacket> {
    private final ReceiverContext context;
    private final Semaphore queued;
    private final SpanDecoder decoder;
    private final SpanFormat format;
    private final String model;
    private final String protocol;
    private final UdpMetrics metrics;

    Datagrams(ReceiverKind kind, ReceiverContext context) {
      this.context = context;
      this.queued = new Semaphore(context.udpLimits().queuePackets());
      this.protocol = kind == ReceiverKind.UDP_BINARY ? "binary" : "compact";
      this.format = kind == ReceiverKind.UDP_ZIPKIN ? SpanFormat.ZIPKIN : SpanFormat.JAEGER;
      DecodeLimits limits = context.decodeLimits();
      this.decoder = kind == ReceiverKind.UDP_BINARY
          ? datagram -> JaegerAgentMessage.decodeBinary(datagram, limits)
          : datagram -> JaegerAgentMessage.decodeCompact(datagram, limits);
      this.model = kind == ReceiverKind.UDP_ZIPKIN ? "zipkin" : "jaeger";
      this.metrics = context.httpMetrics().udp();
      metrics.listening(model, protocol);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      if (packet.content().readableBytes() > context.udpLimits().maxPacketBytes()) {
        count(UdpMetrics.Outcome.TOO_LARGE);
        return;
      }
      if (!queued.tryAcquire()) {
        count(UdpMetrics.Outcome.QUEUE_FULL);
        return;
      }
      byte[] bytes = ByteBufUtil.getBytes(packet.content());
      metrics.entered(model, protocol, bytes.length, inWork());
      try {
        context.decoding().execute(() -> process(bytes));
      } catch (RejectedExecutionException e) {
        release();
        count(UdpMetrics.Outcome.QUEUE_FULL);
      }
    }

    private int inWork() {
      return context.udpLimits().queuePackets() - queued.availablePermits();
    }

    private void release() {
      queued.release();
      metrics.left(model, protocol, inWork());
    }

    private void count(UdpMetrics.Outcome outcome) {
      metrics.count(model, protocol, outcome);
    }

    private void process(byte[] bytes) {
      try {
        SpanBatch batch = decoder.decode(ByteBuffer.wrap(bytes));
        count(UdpMetrics.Outcome.DECODED);
        context
            .intake()
            .submit(batch, new Origin(format, "udp", ""))
            .whenComplete((result, failure) -> release());
      } catch (DecodeException e) {
        count(UdpMetrics.Outcome.UNDECODABLE);
        release();
      } catch (RuntimeException e) {
        release();
        throw e;
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      count(UdpMetrics.Outcome.FAILED);
    }
  }
}
