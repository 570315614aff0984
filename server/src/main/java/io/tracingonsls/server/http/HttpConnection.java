// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection, one request after the other.
 *
 * <p>Everything here runs on the connection's event loop. Reading is on demand: while a request is answered at most one
 * more read is under way, so that a client's leaving is noticed; what it brings waits in {@code pending}.
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
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private enum State {
    IDLE,
    GATED,
    BODY,
    BUSY,
    WRITING,
    CLOSING
  }

  private final ServerContext server;
  private final boolean secure;
  private final ArrayDeque<Object> pending = new ArrayDeque<>();
  private State state = State.IDLE;
  private boolean pumping;
  private boolean headStarted;
  private boolean draining;
  private boolean bodyComplete;
  private boolean keepAlive;
  private boolean http10;
  private long startNanos;
  private long deadlineNanos;
  private @Nullable HttpRequest request;
  private @Nullable Exchange exchange;
  private @Nullable RouteMatch match;
  private @Nullable BodyBuffer body;
  private @Nullable ScheduledFuture<?> ticks;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable AnswerWriter writer;

  HttpConnection(ServerContext server, boolean secure) {
    this.server = server;
    this.secure = secure;
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext current = ctx;
    if (current == null) {
      throw new IllegalStateException("connection: not active");
    }
    return current;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    writer = new AnswerWriter(server, context.channel());
    deadline(server.limits.headerTimeout().toNanos());
    long tick = TickInterval.nanos(server.limits);
    ticks = context.executor().scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.read();
  }

  /** Called by the decoder in front: the first bytes of a head start its time limit. */
  void bytesArrived() {
    if (state == State.IDLE && !headStarted) {
      headStarted = true;
      deadline(server.limits.headerTimeout().toNanos());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (state == State.CLOSING) {
      ReferenceCountUtil.release(message);
      return;
    }
    pending.add(message);
    pump();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (state == State.IDLE || state == State.BODY || state == State.CLOSING || pending.isEmpty()) {
      context.read();
    }
  }

  /** Feeds waiting messages while there is a use for them; not re-entered, so pipelining cannot grow the stack. */
  private void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while ((state == State.IDLE || state == State.BODY) && !pending.isEmpty()) {
        Object message = pending.remove();
        try {
          accept(message);
        } catch (HttpException e) {
          refuse(e);
        } finally {
          ReferenceCountUtil.release(message);
        }
      }
    } finally {
      pumping = false;
    }
  }

  private void accept(Object message) {
    if (state == State.IDLE) {
      if (message instanceof io.netty.handler.codec.http.HttpRequest head) {
        onHead(head);
      }
    } else if (message instanceof HttpContent content) {
      onContent(content);
    }
  }

  private void onHead(io.netty.handler.codec.http.HttpRequest head) {
    startNanos = System.nanoTime();
    request = null;
    match = null;
    keepAlive = false;
    bodyComplete = false;
    headStarted = false;
    http10 = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    exchange = new Exchange(context().channel().remoteAddress(), secure, server.inFlight);
    if (head.decoderResult().isFailure()) {
      throw HeadRules.decoderError(head.decoderResult().cause());
    }
    HeadRules.check(head);
    Headers headers = HeadRules.headers(head.headers());
    String host = headers.first("Host");
    RequestTarget target = RequestTarget.parse(head.uri(), host == null ? "" : host);
    HttpRequest parsed = new HttpRequest(target, head.method().name(), headers, NOTHING, exchange);
    request = parsed;
    RouteMatch found = server.router.match(parsed);
    match = found;
    exchange.routeTemplate = found.template();
    exchange.pathParameters = found.pathParameters();
    keepAlive = HttpUtil.isKeepAlive(head);
    BodyPlan plan = BodyPlan.of(head, found, server.limits);
    if (server.router.hasGates()) {
      state = State.GATED;
      onLoop(server.router.admit(parsed), (admitted, failure) -> admitted(plan, failure));
    } else {
      startBody(plan);
    }
  }

  private void admitted(BodyPlan plan, @Nullable Throwable failure) {
    if (state != State.GATED) {
      return;
    }
    if (failure != null) {
      bodyComplete = !plan.hasBody();
      refuse(knownOrLogged(failure));
      return;
    }
    try {
      startBody(plan);
    } catch (HttpException e) {
      refuse(e);
    }
    pump();
    context().read();
  }

  private void startBody(BodyPlan plan) {
    plan.check();
    if (!plan.wanted()) {
      keepAlive = false;
      dispatch(NOTHING);
      return;
    }
    if (plan.awaitsContinue()) {
      writer().sendContinue();
    }
    body = new BodyBuffer(plan.length(), plan.max(), exchange().bytes);
    state = State.BODY;
    deadline(server.limits.bodyTimeout().toNanos());
  }

  private void onContent(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      throw new HttpException(400, "malformed request body");
    }
    BodyBuffer buffer = body;
    if (buffer == null) {
      return;
    }
    buffer.append(content.content());
    if (content instanceof LastHttpContent) {
      bodyComplete = true;
      body = null;
      dispatch(buffer.toBytes());
    }
  }

  private void dispatch(byte[] bytes) {
    state = State.BUSY;
    HttpRequest complete = request();
    RouteMatch found = match;
    CompletionStage<HttpResponse> answer;
    try {
      answer = found == null
          ? CompletableFuture.failedStage(new IllegalStateException("no route"))
          : server.router.handle(complete.withBody(bytes), found.handler());
    } catch (Throwable e) {
      answer = CompletableFuture.failedStage(e);
    }
    Exchange current = exchange();
    onLoop(answer, (response, failure) -> answered(current, bytes.length, response, failure));
  }

  private void answered(
      Exchange current,
      long requestBytes,
      @Nullable HttpResponse response,
      @Nullable Throwable failure) {
    if (state != State.BUSY || current != exchange) {
      current.finish();
      return;
    }
    if (failure != null || response == null) {
      HttpException error =
          knownOrLogged(failure == null ? new IllegalStateException("no response") : failure);
      write(rendered(error), requestBytes);
    } else {
      write(response, requestBytes);
    }
  }

  private HttpException knownOrLogged(Throwable failure) {
    HttpException known = HandlerFailure.known(failure);
    if (known == null) {
      HttpRequest failed = request();
      LOG.error(
          "{}: {} {} failed",
          server.name,
          failed.method(),
          failed.routeTemplate(),
          HandlerFailure.unwrap(failure));
      return new HttpException(500, "internal server error");
    }
    return known;
  }

  /** Answers an error of the connection itself; the rest of the body is never read, so the connection ends. */
  private void refuse(HttpException error) {
    server.observer.rejected(RejectReason.of(error.status()));
    boolean reusable = bodyComplete && request != null;
    keepAlive = keepAlive && reusable;
    body = null;
    write(rendered(error), 0);
  }

  private HttpResponse rendered(HttpException error) {
    try {
      return server.router.errors().render(error, request);
    } catch (RuntimeException e) {
      LOG.error("{}: error renderer failed", server.name, e);
      return HttpResponse.empty(error.status());
    }
  }

  private void write(HttpResponse response, long requestBytes) {
    state = State.WRITING;
    deadline(server.limits.writeTimeout().toNanos());
    keepAlive = keepAlive && !draining && !server.draining;
    Exchange current = exchange();
    HttpRequest head = request;
    AnswerWriter.Framing framing = new AnswerWriter.Framing(
        head != null && head.method().equals("HEAD"),
        http10,
        keepAlive,
        head == null ? null : head.header("Accept-Encoding"));
    onLoop(
        writer().write(response, framing),
        (sent, failure) -> written(current, head, response.status(), requestBytes, failure));
  }

  private void written(
      Exchange current,
      @Nullable HttpRequest head,
      int status,
      long requestBytes,
      @Nullable Throwable failure) {
    current.finish();
    String method = head == null ? "" : head.method();
    server.observer.completed(
        method, current.routeTemplate, status, requestBytes, System.nanoTime() - startNanos);
    if (state != State.WRITING || current != exchange) {
      return;
    }
    if (failure != null) {
      closeNow();
    } else if (keepAlive && !draining) {
      nextRequest();
    } else {
      closeAfterAnswer();
    }
  }

  private void nextRequest() {
    state = State.IDLE;
    exchange = null;
    request = null;
    match = null;
    deadline(server.limits.idleTimeout().toNanos());
    pump();
    if (state == State.IDLE || state == State.BODY) {
      context().read();
    }
  }

  /** A client that is still sending would lose the answer to a reset: end our side first, then read a little more. */
  private void closeAfterAnswer() {
    boolean unread = !bodyComplete;
    state = State.CLOSING;
    releasePending();
    Channel channel = context().channel();
    if (!unread || secure || !(channel instanceof DuplexChannel duplex)) {
      Unwatched.ignore(channel.close());
      return;
    }
    deadline(LINGER_NANOS);
    Unwatched.ignore(duplex.shutdownOutput());
    context().read();
  }

  private void closeNow() {
    state = State.CLOSING;
    releasePending();
    Unwatched.ignore(context().close());
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
    writer().writabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    ScheduledFuture<?> timer = ticks;
    if (timer != null) {
      timer.cancel(false);
    }
    State last = state;
    state = State.CLOSING;
    releasePending();
    writer().writabilityChanged();
    Exchange current = exchange;
    if (current != null) {
      if (last == State.GATED || last == State.BODY) {
        current.finish();
      } else {
        current.abandon();
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("{}: connection {} failed", server.name, context.channel().remoteAddress(), cause);
    closeNow();
  }

  private void tick() {
    boolean late = System.nanoTime() - deadlineNanos > 0;
    switch (state) {
      case IDLE -> {
        if (late) {
          server.observer.rejected(headStarted ? "slow_head" : "idle");
          closeNow();
        }
      }
      case BODY -> {
        if (late) {
          refuse(new HttpException(408, "request body too slow"));
        }
      }
      case WRITING -> {
        if (writer().madeProgress()) {
          deadline(server.limits.writeTimeout().toNanos());
        } else if (late) {
          server.observer.rejected("slow_reader");
          closeNow();
        }
      }
      case CLOSING -> {
        if (late) {
          Unwatched.ignore(context().close());
        }
      }
      case GATED, BUSY -> {}
    }
  }

  private void deadline(long fromNowNanos) {
    deadlineNanos = System.nanoTime() + fromNowNanos;
  }

  private void releasePending() {
    while (!pending.isEmpty()) {
      ReferenceCountUtil.release(pending.remove());
    }
  }

  private interface Outcome<T> {
    void accept(@Nullable T value, @Nullable Throwable failure);
  }

  private <T> void onLoop(CompletionStage<T> stage, Outcome<T> outcome) {
    ChannelHandlerContext current = context();
    stage.whenComplete((value, failure) -> {
      if (current.executor().inEventLoop()) {
        outcome.accept(value, failure);
      } else {
        current.executor().execute(() -> outcome.accept(value, failure));
      }
    });
  }

  private HttpRequest request() {
    HttpRequest current = request;
    if (current == null) {
      throw new IllegalStateException("connection: no request");
    }
    return current;
  }

  private Exchange exchange() {
    Exchange current = exchange;
    if (current == null) {
      throw new IllegalStateException("connection: no exchange");
    }
    return current;
  }

  private AnswerWriter writer() {
    AnswerWriter current = writer;
    if (current == null) {
      throw new IllegalStateException("connection: not active");
    }
    return current;
  }
}
