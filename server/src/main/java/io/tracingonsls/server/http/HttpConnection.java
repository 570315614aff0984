// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection, one request after the other: which state it is in and what moves it on. What a request, an answer, a limit is, others
 * know.
 *
 * <p>Everything here runs on the connection's event loop. Reading is on demand: while a request is answered at most one
 * more read is under way, so that a client's leaving is noticed; what it brings waits in {@link IncomingMessages}.
 *
 * <pre>
 *   IDLE -head-> GATED -admitted-> BODY -complete-> BUSY -answer-> WRITING -> IDLE | CLOSING
 *   any error before BUSY: WRITING the error, then CLOSING
 * </pre>
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
  /** User event: finish the current request, then close. */
  static final Object DRAIN = new Object();

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
  private static final byte[] NOTHING = new byte[0];
  private static final Duration LINGER = Duration.ofSeconds(2);

  private enum State {
    IDLE,
    GATED,
    BODY,
    BUSY,
    WRITING,
    CLOSING
  }

  /** What exists once the handler has its channel. */
  private record Attached(ChannelHandlerContext context, AnswerWriter writer, TimeLimit limit) {}

  private final ServerContext server;
  private final boolean secure;
  private final IncomingMessages incoming = new IncomingMessages();
  private State state = State.IDLE;
  private boolean headStarted;
  private boolean draining;
  private @Nullable RequestInWork work;
  private @Nullable Attached attached;

  HttpConnection(ServerContext server, boolean secure) {
    this.server = server;
    this.secure = secure;
  }

  private Attached attached() {
    Attached known = attached;
    if (known == null) {
      throw new IllegalStateException("connection: not active");
    }
    return known;
  }

  private RequestInWork work() {
    RequestInWork known = work;
    if (known == null) {
      throw new IllegalStateException("connection: no request");
    }
    return known;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    TimeLimit limit =
        new TimeLimit(context.executor(), TickInterval.nanos(server.limits), this::tick);
    limit.restart(server.limits.headerTimeout());
    attached = new Attached(context, new AnswerWriter(server, context.channel()), limit);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
  }

  /** Called by the decoder in front: the first bytes of a head start its time limit. */
  void bytesArrived() {
    if (state == State.IDLE && !headStarted) {
      headStarted = true;
      attached().limit().restart(server.limits.headerTimeout());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (state == State.CLOSING) {
      ReferenceCountUtil.release(message);
      return;
    }
    incoming.add(message);
    pump();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (wantsMessages() || state == State.CLOSING || incoming.isEmpty()) {
      context.read();
    }
  }

  private boolean wantsMessages() {
    return state == State.IDLE || state == State.BODY;
  }

  private void pump() {
    incoming.pump(this::wantsMessages, message -> {
      try {
        accept(message);
      } catch (HttpException e) {
        refuse(e);
      }
    });
  }

  private void accept(Object message) {
    if (state == State.IDLE) {
      if (message instanceof io.netty.handler.codec.http.HttpRequest head) {
        onHead(head);
      }
    } else if (message instanceof HttpContent content) {
      RequestInWork current = work();
      byte[] body = current.append(content);
      if (body != null) {
        dispatch(current, body);
      }
    }
  }

  private void onHead(io.netty.handler.codec.http.HttpRequest head) {
    headStarted = false;
    Channel channel = attached().context().channel();
    RequestInWork next =
        new RequestInWork(head, new Exchange(channel.remoteAddress(), secure, server.inFlight));
    work = next;
    BodyPlan plan = next.begin(head, server.router, server.limits);
    if (server.router.hasGates()) {
      state = State.GATED;
      onLoop(
          server.router.admit(next.request()),
          (admitted, failure) -> admitted(next, plan, failure));
    } else {
      startBody(next, plan);
    }
  }

  private void admitted(RequestInWork current, BodyPlan plan, @Nullable Throwable failure) {
    if (state != State.GATED) {
      return;
    }
    if (failure != null) {
      if (!plan.hasBody()) {
        current.bodyIsComplete();
      }
      refuse(server.errors.of(failure, current.request()));
      return;
    }
    try {
      startBody(current, plan);
    } catch (HttpException e) {
      refuse(e);
    }
    pump();
    attached().context().read();
  }

  private void startBody(RequestInWork current, BodyPlan plan) {
    plan.check();
    if (!plan.wanted()) {
      current.mustClose();
      dispatch(current, NOTHING);
      return;
    }
    if (plan.awaitsContinue()) {
      attached().writer().sendContinue();
    }
    current.expect(plan);
    state = State.BODY;
    attached().limit().restart(server.limits.bodyTimeout());
  }

  private void dispatch(RequestInWork current, byte[] body) {
    state = State.BUSY;
    onLoop(
        current.handle(server.router, body),
        (response, failure) -> answered(current, body.length, response, failure));
  }

  private void answered(
      RequestInWork current,
      long requestBytes,
      @Nullable HttpResponse response,
      @Nullable Throwable failure) {
    if (state != State.BUSY || current != work) {
      current.exchange.finish();
    } else if (failure == null && response != null) {
      write(current, response, requestBytes);
    } else {
      Throwable known = failure == null ? new IllegalStateException("no response") : failure;
      HttpException error = server.errors.of(known, current.request());
      write(current, server.errors.render(error, current.request()), requestBytes);
    }
  }

  /** Answers an error of the connection itself. */
  private void refuse(HttpException error) {
    server.observer.rejected(RejectReason.of(error.status()));
    RequestInWork current = work();
    current.refused();
    write(current, server.errors.render(error, current.head()), 0);
  }

  private void write(RequestInWork current, HttpResponse response, long requestBytes) {
    state = State.WRITING;
    attached().limit().restart(server.limits.writeTimeout());
    if (draining || server.draining) {
      current.mustClose();
    }
    onLoop(
        attached().writer().write(response, current.framing()),
        (sent, failure) -> written(current, response.status(), requestBytes, failure));
  }

  private void written(
      RequestInWork current, int status, long requestBytes, @Nullable Throwable failure) {
    current.completed(server.observer, status, requestBytes);
    if (state != State.WRITING || current != work) {
      return;
    }
    if (failure != null) {
      closeNow();
    } else if (current.keepsAlive() && !draining) {
      nextRequest();
    } else {
      closeAfterAnswer(current);
    }
  }

  private void nextRequest() {
    state = State.IDLE;
    work = null;
    attached().limit().restart(server.limits.idleTimeout());
    pump();
    if (wantsMessages()) {
      attached().context().read();
    }
  }

  /** A client that is still sending would lose the answer to a reset: end our side first, then read a little more. */
  private void closeAfterAnswer(RequestInWork last) {
    state = State.CLOSING;
    incoming.release();
    Channel channel = attached().context().channel();
    if (!last.isUnread() || secure || !(channel instanceof DuplexChannel duplex)) {
      Unwatched.ignore(channel.close());
      return;
    }
    attached().limit().restart(LINGER);
    Unwatched.ignore(duplex.shutdownOutput());
    attached().context().read();
  }

  private void closeNow() {
    state = State.CLOSING;
    incoming.release();
    Unwatched.ignore(attached().context().close());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == DRAIN) {
      draining = true;
      if (state == State.IDLE) {
        closeNow();
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    attached().writer().writabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    attached().limit().stop();
    State last = state;
    state = State.CLOSING;
    incoming.release();
    attached().writer().writabilityChanged();
    RequestInWork current = work;
    if (current != null) {
      if (last == State.GATED || last == State.BODY) {
        current.exchange.finish();
      } else {
        current.exchange.abandon();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{}: connection {} failed", server.name, context.channel().remoteAddress(), cause);
    closeNow();
  }

  private void tick() {
    TimeLimit limit = attached().limit();
    boolean late = limit.isOver();
    if (state == State.WRITING && attached().writer().madeProgress()) {
      limit.restart(server.limits.writeTimeout());
    } else if (late) {
      tooLate();
    }
  }

  private void tooLate() {
    switch (state) {
      case IDLE -> {
        server.observer.rejected(headStarted ? "slow_head" : "idle");
        closeNow();
      }
      case BODY -> refuse(new HttpException(408, "request body too slow"));
      case WRITING -> {
        server.observer.rejected("slow_reader");
        closeNow();
      }
      case CLOSING -> Unwatched.ignore(attached().context().close());
      case GATED, BUSY -> {}
    }
  }

  private interface Outcome<T> {
    void accept(@Nullable T value, @Nullable Throwable failure);
  }

  private <T> void onLoop(CompletionStage<T> stage, Outcome<T> outcome) {
    ChannelHandlerContext context = attached().context();
    stage.whenComplete((value, failure) -> {
      if (context.executor().inEventLoop()) {
        outcome.accept(value, failure);
      } else {
        context.executor().execute(() -> outcome.accept(value, failure));
      }
    });
  }
}
