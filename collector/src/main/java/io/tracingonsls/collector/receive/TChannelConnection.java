// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import io.tracingonsls.collector.receive.TChannelFrame.ErrorCode;
import io.tracingonsls.wire.DecodeException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One agent's TChannel connection: init, then calls side by side. Everything runs on its event loop but for decoding and
 * the answers of storage, which come back to it.
 */
final class TChannelConnection extends SimpleChannelInboundHandler<ByteBuf> {
  private static final int MAX_PARTIAL_CALLS = 64;
  private static final int MAX_CALLS = 256;
  private static final byte[] NO_TRACING = new byte[TChannelFrame.TRACING_BYTES];

  private final ReceiverContext context;
  private final TChannelEndpoints endpoints;
  private final int maxCallBytes;
  private final Map<Integer, TChannelCall> partial = new HashMap<>();
  private boolean initialized;
  private int calls;

  TChannelConnection(ReceiverContext context, TChannelEndpoints endpoints) {
    this.context = context;
    this.endpoints = endpoints;
    this.maxCallBytes = context.httpLimits().maxBodyBytes();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
    if (frame.readableBytes() < TChannelFrame.HEADER_BYTES) {
      fatal(ctx, 0, "frame too short");
      return;
    }
    frame.skipBytes(2);
    int type = frame.readUnsignedByte();
    frame.skipBytes(1);
    int id = frame.readInt();
    frame.skipBytes(8);
    if (!initialized && type != TChannelFrame.INIT_REQUEST) {
      fatal(ctx, id, "expected init request");
      return;
    }
    switch (type) {
      case TChannelFrame.INIT_REQUEST -> init(ctx, id, frame);
      case TChannelFrame.CALL_REQUEST -> firstFrame(ctx, id, frame);
      case TChannelFrame.CALL_REQUEST_CONTINUE -> nextFrame(ctx, id, frame);
      case TChannelFrame.PING_REQUEST -> send(ctx, TChannelFrame.pong(ctx.alloc(), id));
      case TChannelFrame.CANCEL,
          TChannelFrame.CLAIM,
          TChannelFrame.PING_RESPONSE,
          TChannelFrame.ERROR -> partial.remove(id);
      default -> fatal(ctx, id, "unexpected frame");
    }
  }

  private void init(ChannelHandlerContext ctx, int id, ByteBuf payload) {
    if (payload.readableBytes() < 2 || payload.readUnsignedShort() != TChannelFrame.VERSION) {
      fatal(ctx, id, "unsupported version (expected: 2)");
      return;
    }
    initialized = true;
    InetSocketAddress local = (InetSocketAddress) ctx.channel().localAddress();
    String hostPort = local.getAddress().getHostAddress() + ":" + local.getPort();
    send(ctx, TChannelFrame.initResponse(ctx.alloc(), id, hostPort));
  }

  private void firstFrame(ChannelHandlerContext ctx, int id, ByteBuf payload) {
    TChannelCall call = new TChannelCall(id);
    if (partial.size() >= MAX_PARTIAL_CALLS || partial.containsKey(id)) {
      fatal(ctx, id, "too many unfinished calls");
      return;
    }
    try {
      call.first(payload);
      proceed(ctx, call);
    } catch (DecodeException e) {
      error(ctx, call, ErrorCode.BAD_REQUEST, e.getMessage());
    }
  }

  private void nextFrame(ChannelHandlerContext ctx, int id, ByteBuf payload) {
    TChannelCall call = partial.get(id);
    if (call == null) {
      // The rest of a call that was refused before.
      return;
    }
    try {
      call.next(payload);
      proceed(ctx, call);
    } catch (DecodeException e) {
      partial.remove(id);
      error(ctx, call, ErrorCode.BAD_REQUEST, e.getMessage());
    }
  }

  private void proceed(ChannelHandlerContext ctx, TChannelCall call) {
    int held = partial.values().stream().mapToInt(TChannelCall::bytes).sum();
    if (call.bytes() > maxCallBytes || held > 2L * maxCallBytes) {
      partial.remove(call.id());
      error(ctx, call, ErrorCode.BAD_REQUEST, "call too large");
    } else if (!call.isComplete()) {
      partial.put(call.id(), call);
    } else {
      partial.remove(call.id());
      dispatch(ctx, call);
    }
  }

  private void dispatch(ChannelHandlerContext ctx, TChannelCall call) {
    if (!"thrift".equals(call.header("as"))) {
      error(ctx, call, ErrorCode.BAD_REQUEST, "expected arg scheme thrift");
      return;
    }
    Tenancy.Verdict verdict = context.tenancy().judge(tenantHeaders(call.argument(1)));
    if (!verdict.isGood()) {
      error(ctx, call, ErrorCode.BAD_REQUEST, verdict.problem());
      return;
    }
    if (calls >= MAX_CALLS) {
      error(ctx, call, ErrorCode.BUSY, "too many calls");
      return;
    }
    calls++;
    try {
      context.decoding().execute(() -> run(ctx, call, verdict.tenant()));
    } catch (RejectedExecutionException e) {
      calls--;
      error(ctx, call, ErrorCode.BUSY, "collector is busy");
    }
  }

  private void run(ChannelHandlerContext ctx, TChannelCall call, String tenant) {
    try {
      endpoints
          .call(TChannelEndpoints.methodOf(call.argument(0)), call.argument(2), tenant)
          .whenComplete((result, failure) ->
              ctx.executor().execute(() -> answered(ctx, call, result, failure)));
    } catch (DecodeException e) {
      ctx.executor().execute(() -> {
        calls--;
        error(ctx, call, ErrorCode.BAD_REQUEST, e.getMessage());
      });
    } catch (RuntimeException e) {
      ctx.executor().execute(() -> answered(ctx, call, null, e));
    }
  }

  private void answered(
      ChannelHandlerContext ctx,
      TChannelCall call,
      byte @Nullable [] result,
      @Nullable Throwable failure) {
    calls--;
    if (failure == null && result != null) {
      send(ctx, TChannelFrame.callResponse(ctx.alloc(), call.id(), call.tracing(), result));
      return;
    }
    Refusal refusal =
        Refusal.of(failure == null ? new IllegalStateException("no result") : failure);
    ErrorCode code = refusal.kind() == Refusal.Kind.LATER ? ErrorCode.BUSY : ErrorCode.UNEXPECTED;
    error(ctx, call, code, refusal.message());
  }

  /** Values of the tenant header among the application headers: count (2), then key and value with two-byte lengths. */
  private List<String> tenantHeaders(byte[] argument) {
    List<String> values = new ArrayList<>();
    if (!context.tenancy().enabled()) {
      return values;
    }
    ByteBuf in = io.netty.buffer.Unpooled.wrappedBuffer(argument);
    String wanted = context.tenancy().header().toLowerCase(Locale.ROOT);
    try {
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        String key =
            in.readCharSequence(in.readUnsignedShort(), StandardCharsets.UTF_8).toString();
        String value =
            in.readCharSequence(in.readUnsignedShort(), StandardCharsets.UTF_8).toString();
        if (key.toLowerCase(Locale.ROOT).equals(wanted)) {
          values.add(value);
        }
      }
    } catch (IndexOutOfBoundsException e) {
      values.clear();
    }
    return values;
  }

  private void error(
      ChannelHandlerContext ctx, TChannelCall call, ErrorCode code, @Nullable String message) {
    if (code == ErrorCode.BAD_REQUEST) {
      context.httpMetrics().rejected("malformed");
    }
    send(
        ctx,
        TChannelFrame.error(ctx.alloc(), call.id(), code, call.tracing(), String.valueOf(message)));
  }

  private void fatal(ChannelHandlerContext ctx, int id, String message) {
    context.httpMetrics().rejected("malformed");
    ByteBuf frame = TChannelFrame.error(ctx.alloc(), id, ErrorCode.FATAL, NO_TRACING, message);
    ctx.writeAndFlush(frame).addListener(sent -> unwatched(ctx.close()));
  }

  private static void send(ChannelHandlerContext ctx, ByteBuf frame) {
    unwatched(ctx.writeAndFlush(frame));
  }

  /** A failed write closes the channel, which is all there is to do about it. */
  private static void unwatched(Future<?> outcome) {
    outcome.isDone();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && calls == 0) {
      unwatched(ctx.close());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof DecoderException) {
      context.httpMetrics().rejected("malformed");
    }
    unwatched(ctx.close());
  }
}
