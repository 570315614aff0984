// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Sends the answers of one connection. Called on its event loop; streamed bodies are written by another thread. */
final class AnswerWriter {
  private static final int SMALL_TO_COMPRESS = 64 << 10;
  private static final int WORTH_COMPRESSING = 1 << 10;

  /** How one answer is framed. */
  record Framing(
      boolean headOnly,
      boolean http10,
      boolean keepAlive,
      @Nullable String acceptEncoding) {}

  private final ServerContext server;
  private final Channel channel;
  private @Nullable StreamedBody streaming;
  private long lastPending;
  private long lastProgress;

  AnswerWriter(ServerContext server, Channel channel) {
    this.server = server;
    this.channel = channel;
  }

  void sendContinue() {
    Unwatched.ignore(channel.writeAndFlush(new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER)));
  }

  /** Sends an answer; the stage completes when its last byte is handed to the operating system. */
  CompletionStage<Void> write(HttpResponse response, Framing framing) {
    if (response.isCut()) {
      return CompletableFuture.failedStage(new ClosedChannelException());
    }
    BodyWriter body = response.writer();
    if (body != null) {
      return stream(response, body, framing);
    }
    if (!Gzip.wanted(response, framing.acceptEncoding())
        || response.body().length < WORTH_COMPRESSING) {
      return send(response, response.body(), framing);
    }
    if (response.body().length <= SMALL_TO_COMPRESS) {
      return send(Gzip.marked(response), Gzip.compress(response.body()), framing);
    }
    return onExecutor(() -> Gzip.compress(response.body()))
        .thenComposeAsync(
            zipped -> send(Gzip.marked(response), zipped, framing), channel.eventLoop());
  }

  private interface Work<T> {
    T run();
  }

  private <T> CompletionStage<T> onExecutor(Work<T> work) {
    try {
      return CompletableFuture.supplyAsync(work::run, server.blockingExecutor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedStage(work.run());
    }
  }

  private CompletionStage<Void> send(HttpResponse response, byte[] bytes, Framing framing) {
    HttpHeaders headers = headers(response, framing);
    boolean bodiless = response.status() == 204 || response.status() == 304;
    if (!bodiless) {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    }
    return done(channel.writeAndFlush(new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        status(response),
        framing.headOnly() || bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes),
        headers,
        DefaultHttpHeadersFactory.trailersFactory().newHeaders())));
  }

  private static HttpResponseStatus status(HttpResponse response) {
    return response.reason().isEmpty()
        ? HttpResponseStatus.valueOf(response.status())
        : new HttpResponseStatus(response.status(), response.reason());
  }

  static CompletionStage<Void> done(ChannelFuture future) {
    CompletableFuture<Void> stage = new CompletableFuture<>();
    future.addListener(sent -> {
      if (sent.isSuccess()) {
        stage.complete(null);
      } else {
        stage.completeExceptionally(sent.cause());
      }
    });
    return stage;
  }

  private HttpHeaders headers(HttpResponse response, Framing framing) {
    HttpHeaders headers = new DefaultHttpHeaders();
    response.headers().forEach(headers::add);
    server.defaultHeaders.forEach((name, value) -> {
      if (!headers.contains(name)) {
        headers.set(name, value);
      }
    });
    if (!headers.contains(HttpHeaderNames.DATE)) {
      headers.set(HttpHeaderNames.DATE, server.date.now());
    }
    if (!framing.keepAlive()) {
      headers.set(HttpHeaderNames.CONNECTION, "close");
    } else if (framing.http10()) {
      headers.set(HttpHeaderNames.CONNECTION, "keep-alive");
    }
    return headers;
  }

  private CompletionStage<Void> stream(HttpResponse response, BodyWriter body, Framing framing) {
    boolean gzip = Gzip.wanted(response, framing.acceptEncoding());
    HttpResponse marked = gzip ? Gzip.marked(response) : response;
    StreamedBody stream = new StreamedBody(
        channel, marked.status(), headers(marked, framing), framing, server.limits.writeTimeout());
    streaming = stream;
    CompletableFuture<Void> written = new CompletableFuture<>();
    try {
      server.blockingExecutor.execute(() -> StreamedAnswer.run(body, gzip, stream, written));
    } catch (RejectedExecutionException e) {
      return send(HttpResponse.empty(503).withHeader("Retry-After", "1"), new byte[0], framing);
    }
    return written.exceptionallyCompose(failure -> failedStream(stream, failure, framing));
  }

  /** Nothing was sent yet: an error answer is possible. Otherwise the connection is cut by the caller. */
  private CompletionStage<Void> failedStream(
      StreamedBody stream, Throwable failure, Framing framing) {
    if (stream.headSent() || !channel.isActive()) {
      return CompletableFuture.failedStage(failure);
    }
    HttpException known = HandlerFailure.known(failure);
    HttpException error = known == null ? new HttpException(500, "internal server error") : known;
    HttpResponse answer = server.router.errors().render(error, null);
    return send(answer, answer.body(), framing);
  }

  void writabilityChanged() {
    if (streaming != null) {
      streaming.writabilityChanged();
    }
  }

  /** Whether bytes have left, or none are waiting to leave, since the last call. */
  boolean madeProgress() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    if (buffer == null) {
      return false;
    }
    long pending = buffer.totalPendingWriteBytes();
    long progress = buffer.currentProgress();
    boolean moved = pending == 0 || pending != lastPending || progress != lastProgress;
    lastPending = pending;
    lastProgress = progress;
    return moved;
  }
}
