// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One request of a connection, from the first line of its head to the end of its answer. Confined to the connection's event loop. */
final class RequestInWork {
  private static final byte[] NOTHING = new byte[0];

  final Exchange exchange;
  private final boolean http10;
  private final long startNanos = System.nanoTime();
  private @Nullable HttpRequest request;
  private @Nullable RouteMatch match;
  private @Nullable BodyBuffer body;
  private boolean bodyComplete;
  private boolean keepAlive;

  RequestInWork(io.netty.handler.codec.http.HttpRequest head, Exchange exchange) {
    this.http10 = head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.exchange = exchange;
  }

  /**
   * Reads the head and finds the route.
   *
   * @throws HttpException when the head is malformed or there is no route
   */
  BodyPlan begin(io.netty.handler.codec.http.HttpRequest head, Router router, HttpLimits limits) {
    if (head.decoderResult().isFailure()) {
      throw HeadRules.decoderError(head.decoderResult().cause());
    }
    HeadRules.check(head);
    Headers headers = HeadRules.headers(head.headers());
    String host = headers.first("Host");
    RequestTarget target = RequestTarget.parse(head.uri(), host == null ? "" : host);
    HttpRequest parsed = new HttpRequest(target, head.method().name(), headers, NOTHING, exchange);
    request = parsed;
    RouteMatch found = router.match(parsed);
    match = found;
    exchange.routeTemplate = found.template();
    exchange.pathParameters = found.pathParameters();
    keepAlive = HttpUtil.isKeepAlive(head);
    return BodyPlan.of(head, found, limits);
  }

  /** Null until the head was read. */
  @Nullable
  HttpRequest head() {
    return request;
  }

  /** The request after its head was read, without body. */
  HttpRequest request() {
    HttpRequest known = request;
    if (known == null) {
      throw new IllegalStateException("connection: no request");
    }
    return known;
  }

  /** The body is read from now on. */
  void expect(BodyPlan plan) {
    body = new BodyBuffer(plan.length(), plan.max(), exchange.bytes);
  }

  /** Takes a piece of the body; gives all of it when it was the last, else null. */
  byte @Nullable [] append(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      throw new HttpException(400, "malformed request body");
    }
    BodyBuffer buffer = body;
    if (buffer == null) {
      return null;
    }
    buffer.append(content.content());
    if (!(content instanceof LastHttpContent)) {
      return null;
    }
    bodyComplete = true;
    body = null;
    return buffer.toBytes();
  }

  /** Runs the route's handler; every failure comes with the stage. */
  CompletionStage<HttpResponse> handle(Router router, byte[] bytes) {
    RouteMatch found = match;
    try {
      return found == null
          ? CompletableFuture.failedStage(new IllegalStateException("no route"))
          : router.handle(request().withBody(bytes), found.handler());
    } catch (Throwable e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** The connection ends with this request's answer. */
  void mustClose() {
    keepAlive = false;
  }

  /** Nothing of the body will come. */
  void bodyIsComplete() {
    bodyComplete = true;
  }

  /** An answer goes out before its time: the rest of the body is never read, so only a connection without one can go on. */
  void refused() {
    keepAlive = keepAlive && bodyComplete && request != null;
    body = null;
  }

  boolean keepsAlive() {
    return keepAlive;
  }

  /** Whether the client may still be sending. */
  boolean isUnread() {
    return !bodyComplete;
  }

  AnswerWriter.Framing framing() {
    HttpRequest known = request;
    return new AnswerWriter.Framing(
        known != null && known.method().equals("HEAD"),
        http10,
        keepAlive,
        known == null ? null : known.header("Accept-Encoding"));
  }

  /** The answer is out, or never will be. */
  void completed(RequestObserver observer, int status, long requestBytes) {
    exchange.finish();
    HttpRequest known = request;
    observer.completed(
        known == null ? "" : known.method(),
        exchange.routeTemplate,
        status,
        requestBytes,
        System.nanoTime() - startNanos);
  }
}
